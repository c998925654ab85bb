"""The design system: page frames, forms, components, themes, error pages."""
