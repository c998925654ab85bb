"""Places to stay: houses and beds, stays night by night, holds, the clock, and who waits."""
