"""The page of a study of plausible cities: the verdict first, then at what price, what decides, what it rests on."""
