"""What consultants and supervisors have at hand while people wait and talk."""
