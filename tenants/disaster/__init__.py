"""Everything comes back from backups and keys alone, and that is rehearsed."""
