"""The platform: wiring on top, the kernel below (CONTRIBUTING shows the layers)."""
