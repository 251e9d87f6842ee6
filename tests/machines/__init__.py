"""What a mentee and their mentors do, drawn at random: one home for the verbs, what always holds, and the runs."""
