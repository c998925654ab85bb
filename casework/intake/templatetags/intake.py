"""What templates of this room say of conversations."""

from django import template

from ostoja.ui.elapsed import time_waited
from ostoja.ui.numbers import grouped

register = template.Library()
register.filter("time_waited", time_waited)
register.filter("grouped", grouped)
