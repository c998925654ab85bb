"""Protection of personal data: classification, encryption under each city's key, receipts."""
