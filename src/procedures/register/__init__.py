"""Who is who on a date: the congress and its term, its deputies, its offices, its presidium."""
