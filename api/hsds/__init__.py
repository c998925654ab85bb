"""The public directory after Open Referral HSDS 3.0, for other directories to take over."""
