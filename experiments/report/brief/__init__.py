"""The brief: one A4 page for whoever decides, made of what the page says first and of five numbers to look up."""
