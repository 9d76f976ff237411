"""Why a statement isn't taken. Nothing of it is kept then."""

from bot.domain.errors import DomainError


class NotAStatement(DomainError):
    """No statement in any form that is read here. Facts: `what`: picture, pdf, archive, sheet or other."""


class StatementEmpty(DomainError):
    """A statement without a single line."""


class StatementCut(DomainError):
    """The file ends in the middle. Facts: `line`: where."""


class StatementTooLarge(DomainError):
    """A file over the limit. Facts: `most`: megabytes."""


class StatementTooLong(DomainError):
    """More lines than are read at once. Facts: `most`."""


class StatementGarbled(DomainError):
    """The bytes are no text in any encoding that banks use. Facts: `line`: where."""


class StatementCurrency(DomainError):
    """Every line is in another currency than the community's. Facts: `given`, `wanted`: currency codes."""


class StatementUnreadable(DomainError):
    """A line has no amount or day where the others have one. Facts: `line`, `given`."""


class StatementUneven(DomainError):
    """Opening balance and lines don't make the closing balance: something is missing. Facts: `line`: of which."""


class ColumnsUnclear(DomainError):
    """No column is surely the amount, or points and commas mean different things in it. Facts: `columns`."""
