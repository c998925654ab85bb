"""The programming interface: serializers and viewsets, one module for each noun."""
