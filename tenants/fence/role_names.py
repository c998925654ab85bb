"""Names of the database roles. Roles are cluster-wide, so a name carries the installation."""

PROVISIONER = "provisioner"
LOGIN = "app"


def role_name(prefix: str, *parts: str) -> str:
    """``ostoja`` + ``city_gdansk`` + ``run`` gives ``ostoja_city_gdansk_run``."""
    return "_".join((prefix, *parts))
