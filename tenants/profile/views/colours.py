"""The page where a city's administrator sets its colours."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject
from ostoja.ui import brand as brands
from ostoja.ui.brand import Brand
from tenants.profile import actions, selectors
from tenants.profile.forms import ColoursForm

OURS = Brand(brands.LIGHT["brand"], brands.LIGHT["accent"])


@requires(Permission.CITY_SETTINGS)
def city_colours(request: StaffRequest) -> HttpResponseBase:
    """Try colours, see how they look and whether they can be read, and set them."""
    profile = selectors.profile()
    now = Brand.from_text(selectors.brand_of(profile)) or OURS
    first = {"colour": now.colour, "accent": now.accent, "version": profile.version}
    form = ColoursForm(request.POST or request.GET or None, initial=first)
    is_valid = form.is_valid()
    if request.method == "POST" and is_valid and "try" not in request.POST:
        try:
            actions.set_colours(
                brand=form.brand, version=form.cleaned_data["version"], by=request.user
            )
        except StaleObject as stale:
            form = _again(request, stale.current.version)  # type: ignore[attr-defined]
            is_valid = form.is_valid()
        else:
            messages.success(request, _("The city's colours were set."))
            return redirect("city_colours")
    tried = form.brand if is_valid else now
    return render(request, "profile/colours.html", {"form": form, **looks(tried)})


def _again(request: StaffRequest, version: int) -> ColoursForm:
    messages.warning(
        request,
        _("Somebody set other colours in the meantime. Yours stand below; set them if you wish."),
    )
    typed = request.POST.copy()
    typed["version"] = str(version)
    return ColoursForm(typed)


def looks(brand: Brand) -> dict[str, Any]:
    """What ``profile/includes/looks.html`` shows of these colours."""
    by_day, by_night = brands.light(brand), brands.dark(brand)
    return {
        "tried": brand,
        "is_changed": by_day["brand"] != brand.colour,
        "used": by_day["brand"],
        "displays": [
            (_("Light"), "light", _findings(brands.LIGHT | by_day)),
            (_("Dark"), "dark", _findings(brands.DARK | by_night)),
        ],
    }


def _findings(palette: dict[str, str]) -> list[tuple[str, brands.Finding]]:
    """The pairs that the city's colours take part in, in words."""
    words = {
        ("brand-strong", "brand-tint"): _("Headings"),
        ("link", "body-background"): _("Links"),
        ("button-text", "button"): _("Text of buttons"),
        ("on-header", "header"): _("Text in the page's header"),
        ("text", "brand-tint"): _("Text on a tinted ground"),
        ("accent", "body-background"): _("Second colour on the ground"),
    }
    found = {(one.front, one.back): one for one in brands.findings(palette)}
    return [(label, found[pair]) for pair, label in words.items()]
