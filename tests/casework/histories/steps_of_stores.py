"""What people and the clock do with stores: deliver, count, write off, give out, take back."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.db.models import F
from django.http import Http404
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, rule

from casework.benefits import actions, rights, selectors
from casework.benefits.choices import BackAs, WriteOff
from casework.benefits.models import Article, Batch, Giving, Movement
from casework.benefits.tasks import watch_stores
from casework.cases.models import Case
from casework.cases.selectors import case_for
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User
from tests.casework.benefits.making import day
from tests.casework.histories.steps_of_cases import AT, WHO
from tests.casework.histories.world import Who, World, one_of

GIVE, STOCK = Permission.BENEFIT_GIVE, Permission.BENEFIT_STOCK
HOW_MANY = some.integers(0, 4).map(Decimal)


class StepsOfStores(RuleBasedStateMachine):
    """Each step goes through the same door as its page does."""

    world: World

    @rule(who=WHO, which=AT, amount=HOW_MANY, good=some.none() | some.integers(-1, 5))
    def deliver(self, who: Who, which: int, amount: Decimal, good: int | None) -> None:
        article = self._article(which)
        by = self._keeper(who, article)

        def work() -> object:
            return actions.receive(
                submission=uuid4(),
                article=selectors.article_for(by, article.pk, STOCK),
                amount=amount,
                expires_on=None if good is None else day(good),
                source="purchase",
                from_whom="",
                on_day=day(-(which % 3)),
                by=by,
            )

        self.world.attempt(by, work)

    @rule(who=WHO, which=AT, amount=HOW_MANY, counts=some.booleans(), says=some.booleans())
    def see_to_batch(self, who: Who, which: int, amount: Decimal, counts: bool, says: bool) -> None:
        """Count it, or write so much of it off."""
        batch = self._batch(which)
        if batch is None:
            return
        by = self._keeper(who, batch.article)
        reason = "Policzone dwa razy." if says else ""

        def work() -> object:
            found = selectors.batch_for(by, batch.pk, STOCK)
            given: dict[str, Any] = {"submission": uuid4(), "batch": found, "reason": reason}
            if counts:
                return actions.count(version=found.version, counted=amount, by=by, **given)
            return actions.write_off(amount=amount, why=WriteOff.OTHER, by=by, **given)

        self.world.attempt(by, work)

    @rule(who=WHO, at=AT, amounts=some.lists(HOW_MANY, min_size=1, max_size=2), on=AT)
    def give_out(self, who: Who, at: int, amounts: list[Decimal], on: int) -> None:
        case = self.world.case(at)
        if case is None:
            return
        by = self.world.actor(who, Case.objects.filter(pk=case.pk), Permission.CASE_ANNOTATE)

        def work() -> object:
            found = case_for(by, case.pk, Permission.CASE_ANNOTATE)
            store = one_of(selectors.own_stores(by, GIVE), at)
            if store is None:
                raise Http404
            wanted = zip(Article.objects.filter(store=store), amounts, strict=False)
            giving = actions.give_out(
                submission=uuid4(),
                case=found,
                store=store,
                amounts={one.pk: amount for one, amount in wanted},
                people=1 + on % 3,
                given_on=day(1 - on % 5),
                note="",
                by=by,
            )
            nothing_past_its_date(giving)
            return giving

        self.world.attempt(by, work)

    @rule(who=WHO, which=AT, back_as=some.sampled_from(BackAs), says=some.booleans())
    def take_back(self, who: Who, which: int, back_as: BackAs, says: bool) -> None:
        by = self.world.holder(who, GIVE)
        giving = one_of(Giving.objects.order_by("-given_at", "pk"), which)
        if giving is None:
            return

        def work() -> object:
            found = selectors.giving_for(by, giving.pk)
            if not rights.may_take_back(by, found):
                raise Http404
            why = "Nie ta sprawa." if says else ""
            return actions.take_back(
                giving=found, version=found.version, back_as=back_as, why=why, by=by
            )

        self.world.attempt(by, work)

    @rule(who=WHO, which=AT, of_all=some.booleans())
    def put_out_of_use(self, who: Who, which: int, of_all: bool) -> None:
        """An article or the whole store; or into use again."""
        article = self._article(which)
        by = self._keeper(who, article)

        def work() -> object:
            if of_all:
                store = selectors.store_for(by, article.store_id, STOCK)
                said: dict[str, Any] = {"name": store.name, "is_active": not store.is_active}
                return actions.change_store(store=store, version=store.version, by=by, **said)
            found = selectors.article_for(by, article.pk, STOCK)
            facts = {name: getattr(found, name) for name in ("name", "kind", "unit", "low_mark")}
            said = {**facts, "is_active": not found.is_active}
            return actions.change_article(article=found, version=found.version, by=by, **said)

        self.world.attempt(by, work)

    @rule(which=AT, days=some.integers(1, 3))
    def days_pass_for_a_batch(self, which: int, days: int) -> None:
        """Its date comes nearer or passes; what happened to it was so many days sooner."""
        batch, past = self._batch(which), timedelta(days=days)
        if batch is None or batch.expires_on is None:
            return
        self.world.moved = True
        same = Batch.objects.filter(article=batch.article_id, expires_on=batch.expires_on - past)
        if not same.exists():
            Batch.objects.filter(pk=batch.pk).update(expires_on=F("expires_on") - past)
            Movement.objects.filter(batch=batch).update(on_day=F("on_day") - past)
        watch_stores.run()

    def _keeper(self, who: Who, article: Article) -> User:
        """Somebody; where they know what they do, one who keeps the store."""
        keep = [one for one in self.world.people if selectors.keeps(one, article.store, STOCK)]
        able = keep if who[1] and keep else self.world.people
        return able[who[0] % len(able)]

    def _article(self, which: int) -> Article:
        found: Article = one_of(Article.objects.order_by("created_at", "pk"), which)
        return found

    def _batch(self, which: int) -> Batch | None:
        found: Batch | None = one_of(Batch.objects.order_by("-left", "pk"), which)
        return found


def nothing_past_its_date(giving: Giving) -> None:
    """Asked at once, since a batch stays where it is when its date comes nearer."""
    for one in giving.movements.select_related("batch"):
        assert one.batch.expires_on is None or one.batch.expires_on >= giving.given_on
