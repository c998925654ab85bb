"""Routes of this room."""

from django.urls import URLPattern, path

from ostoja.tables.views import batches, downloads

public_urlpatterns: list[URLPattern] = []
staff_urlpatterns: list[URLPattern] = [
    path("tables/", batches.tables, name="tables"),
    path("tables/<slug:key>/import/", batches.table_import, name="table_import"),
    path(
        "tables/<slug:key>/template.<slug:file_format>",
        downloads.table_template,
        name="table_template",
    ),
    path(
        "tables/<slug:key>/export.<slug:file_format>",
        downloads.table_export,
        name="table_export",
    ),
    path("tables/imports/<uuid:pk>/", batches.batch, name="batch"),
    path("tables/imports/<uuid:pk>/confirm/", batches.batch_confirm, name="batch_confirm"),
    path("tables/imports/<uuid:pk>/again/", batches.batch_again, name="batch_again"),
    path("tables/imports/<uuid:pk>/undo/", batches.batch_undo, name="batch_undo"),
    path("tables/imports/<uuid:pk>/discard/", batches.batch_discard, name="batch_discard"),
    path("tables/imports/<uuid:pk>/mended/", batches.batch_mended, name="batch_mended"),
    path(
        "tables/imports/<uuid:pk>/broken.<slug:file_format>",
        downloads.batch_broken,
        name="batch_broken",
    ),
    path("tables/imports/<uuid:pk>/rows/<int:number>/", batches.batch_row, name="batch_row"),
]
