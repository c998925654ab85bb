"""Routes of this room: pages for staff alone."""

from django.urls import URLPattern, path

from casework.benefits.views import giving, stock, stores

public_urlpatterns: list[URLPattern] = []
staff_urlpatterns: list[URLPattern] = [
    path("benefits/", stores.benefits, name="benefits"),
    path("benefits/stores/new/", stores.store_new, name="benefit_store_new"),
    path("benefits/stores/<uuid:pk>/", stores.store, name="benefit_store"),
    path("benefits/stores/<uuid:pk>/edit/", stores.store_edit, name="benefit_store_edit"),
    path("benefits/stores/<uuid:pk>/book/", stores.store_book, name="benefit_book"),
    path("benefits/stores/<uuid:pk>/sheet/", stores.store_sheet, name="benefit_sheet"),
    path("benefits/stores/<uuid:pk>/articles/", stores.article_new, name="benefit_article_new"),
    path("benefits/articles/<uuid:pk>/", stores.article, name="benefit_article"),
    path("benefits/articles/<uuid:pk>/edit/", stores.article_edit, name="benefit_article_edit"),
    path("benefits/articles/<uuid:pk>/delivery/", stock.delivery, name="benefit_delivery"),
    path("benefits/batches/<uuid:pk>/count/", stock.count, name="benefit_count"),
    path("benefits/batches/<uuid:pk>/write-off/", stock.write_off, name="benefit_write_off"),
    path("benefits/cases/<uuid:pk>/", giving.case_giving, name="case_giving"),
    path("benefits/givings/<uuid:pk>/", giving.giving, name="benefit_giving"),
    path("benefits/givings/<uuid:pk>/back/", giving.giving_back, name="benefit_back"),
]
