"""Handover, referral and transfer: how work reaches the body that can do it."""
