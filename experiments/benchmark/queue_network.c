/* The queue network of queue_network.py by hand: the least that following its rules can cost. */

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#define STATIONS 3
#define MOST 64 /* events pending at once: a server each, and the next customer */

typedef struct {
    double time;
    int64_t what; /* its kind (0 a coming, 1 + s a service at station s), and in the lower bits the customer */
} Event;

enum { BITS = 32 };

static Event event_of(double time, int64_t kind, int64_t customer) { return (Event){time, (kind << BITS) | customer}; }

typedef struct {
    Event rows[MOST];
    int length, vacant; /* vacant: the first place is free for the next event, and one row more is used */
} Agenda;

typedef struct {
    int64_t servers, busy, first, last, waiting, longest, waited;
    double service, wait;
} Station;

typedef struct {
    double since;
    int64_t next;
} Customer;

/* Philox4x32-10 (Salmon et al. 2011), and from its first two words an exponential number of mean one. */
static double exponential(uint64_t seed, uint32_t purpose, uint32_t who, uint32_t when) {
    uint32_t c0 = who, c1 = when, c2 = 0, c3 = purpose;
    uint32_t k0 = (uint32_t)seed, k1 = (uint32_t)(seed >> 32);
    for (int i = 0; i < 10; i++) {
        uint64_t p0 = (uint64_t)0xD2511F53 * c0, p1 = (uint64_t)0xCD9E8D57 * c2;
        uint32_t n0 = (uint32_t)(p1 >> 32) ^ c1 ^ k0, n2 = (uint32_t)(p0 >> 32) ^ c3 ^ k1;
        c1 = (uint32_t)p1;
        c3 = (uint32_t)p0;
        c0 = n0;
        c2 = n2;
        k0 += 0x9E3779B9;
        k1 += 0xBB67AE85;
    }
    uint64_t word = ((uint64_t)c0 << 21) ^ ((uint64_t)c1 >> 11);
    return -log(((double)word + 0.5) * (1.0 / 9007199254740992.0));
}

static int before(const Event *a, const Event *b) {
    return (a->time < b->time) | ((a->time <= b->time) & (a->what < b->what));
}

/* Put an event where the first of them was, and let whoever comes before it rise. */
static void sink(Agenda *agenda, Event event) {
    int n = agenda->length, i = 0;
    for (;;) {
        int child = 2 * i + 1;
        if (child >= n) break;
        if (child + 1 < n) child += before(&agenda->rows[child + 1], &agenda->rows[child]);
        if (before(&event, &agenda->rows[child])) break;
        agenda->rows[i] = agenda->rows[child];
        i = child;
    }
    agenda->rows[i] = event;
    agenda->vacant = 0;
}

static void push(Agenda *agenda, Event event) {
    int i = agenda->length++;
    if (agenda->vacant) {
        sink(agenda, event);
        return;
    }
    while (i > 0) {
        int parent = (i - 1) / 2;
        if (!before(&event, &agenda->rows[parent])) break;
        agenda->rows[i] = agenda->rows[parent];
        i = parent;
    }
    agenda->rows[i] = event;
}

static Event pop(Agenda *agenda) {
    if (agenda->vacant) sink(agenda, agenda->rows[agenda->length]);
    agenda->length--;
    agenda->vacant = 1;
    return agenda->rows[0];
}

static void begin(double now, uint64_t seed, uint32_t purpose, Station *station, int64_t place, Agenda *agenda,
                  int64_t customer) {
    station->busy++;
    double took = exponential(seed, purpose, (uint32_t)customer, (uint32_t)place) * station->service;
    push(agenda, event_of(now + took, 1 + place, customer));
}

static void join(double now, uint64_t seed, uint32_t purpose, Station *station, int64_t place, Customer *people,
                 Agenda *agenda, int64_t customer) {
    if (station->busy < station->servers) {
        begin(now, seed, purpose, station, place, agenda, customer);
        return;
    }
    people[customer].since = now;
    people[customer].next = -1;
    if (station->first < 0)
        station->first = customer;
    else
        people[station->last].next = customer;
    station->last = customer;
    if (++station->waiting > station->longest) station->longest = station->waiting;
}

/* Run the whole network; -1 when there is no memory or no room. */
int run(int64_t seed, int64_t gap_purpose, int64_t service_purpose, int64_t customers, double gap,
        const int64_t *servers, const double *means, int64_t *waited, int64_t *longest, double *wait, double *end) {
    Station stations[STATIONS];
    Agenda agenda = {.length = 0, .vacant = 0};
    Customer *people = malloc((size_t)customers * sizeof *people);
    int64_t most = 2;
    double now = 0.0;
    for (int s = 0; s < STATIONS; s++) {
        stations[s] = (Station){.servers = servers[s], .service = means[s], .first = -1};
        most += servers[s];
    }
    if (people == NULL || most > MOST) {
        free(people);
        return -1;
    }
    uint64_t key = (uint64_t)seed;
    uint32_t coming = (uint32_t)gap_purpose, serving = (uint32_t)service_purpose;
    push(&agenda, event_of(exponential(key, coming, 0, 0) * gap, 0, 0));
    while (agenda.length > 0) {
        Event event = pop(&agenda);
        int64_t kind = event.what >> BITS, whose = event.what & (((int64_t)1 << BITS) - 1);
        now = event.time;
        if (kind == 0) {
            if (whose + 1 < customers) {
                double next = now + exponential(key, coming, (uint32_t)(whose + 1), 0) * gap;
                push(&agenda, event_of(next, 0, whose + 1));
            }
            join(now, key, serving, &stations[0], 0, people, &agenda, whose);
            continue;
        }
        int64_t place = kind - 1;
        Station *station = &stations[place];
        station->busy--;
        if (station->first >= 0) {
            int64_t customer = station->first;
            station->first = people[customer].next;
            station->waiting--;
            station->waited++;
            station->wait += now - people[customer].since;
            begin(now, key, serving, station, place, &agenda, customer);
        }
        if (kind < STATIONS) join(now, key, serving, &stations[kind], kind, people, &agenda, whose);
    }
    for (int s = 0; s < STATIONS; s++) {
        waited[s] = stations[s].waited;
        longest[s] = stations[s].longest;
        wait[s] = stations[s].wait;
    }
    *end = now;
    free(people);
    return 0;
}
