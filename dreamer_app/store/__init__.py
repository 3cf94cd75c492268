"""SQLite: migrations, LessonsStore, journal queries, the decision log."""
