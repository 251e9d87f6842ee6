"""What leaves the product by itself: reminder mails, the calendar, word of a mentor's answer."""
