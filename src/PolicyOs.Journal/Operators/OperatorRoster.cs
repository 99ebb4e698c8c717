using System.Collections.Immutable;
using System.Text.Json;

namespace PolicyOs.Journal.Operators;

/// <summary>
/// Who may act: a fold over the enrolments and revocations in a bundle's stream. The first operator of a journal enrols themself; from then on
/// an enrolment or revocation counts only when an active operator signed it. A name is never given twice, and the last active operator
/// cannot be revoked.
/// </summary>
public sealed class OperatorRoster
{
    private readonly string _journal;
    private readonly ImmutableDictionary<string, Operator> _operators;

    private OperatorRoster(string journal, ImmutableDictionary<string, Operator> operators)
    {
        _journal = journal;
        _operators = operators;
    }

    /// <summary>Everyone ever enrolled, by name.</summary>
    public IEnumerable<Operator> Operators => _operators.Values.OrderBy(static o => o.Name, StringComparer.Ordinal);

    /// <summary>Whether nobody can decide anything out of band.</summary>
    public bool IsEmpty => !_operators.Values.Any(static o => o.IsActive);

    /// <summary>The roster of a journal before its first enrolment.</summary>
    public static OperatorRoster Empty(string journal) =>
        new(journal, ImmutableDictionary.Create<string, Operator>(StringComparer.Ordinal));

    /// <summary>Whether the act of an event is signed by an operator who was active then, for this journal, this stream and this place in it.</summary>
    public ActVerdict Judge(JournalEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        if (ActSignature.Read(e) is not { } signature)
        {
            return new ActVerdict(null, "it is not signed");
        }

        if (!_operators.TryGetValue(signature.Name, out Operator? by))
        {
            return new ActVerdict(null, $"{signature.Name} is not enrolled");
        }

        // What was signed before the revocation stays: nobody undoes a kill by revoking who made it.
        if (by.RevokedAt is { } revoked && e.Time >= revoked)
        {
            return new ActVerdict(null, $"{signature.Name} is revoked");
        }

        return signature.Holds(e, _journal, by.PublicKey)
            ? new ActVerdict(by, null)
            : new ActVerdict(null, $"its signature is not {signature.Name}'s for this act at this place in this journal");
    }

    /// <summary>Takes an enrolment or revocation; the verdict says why one is not believed. Other events change nothing.</summary>
    public (OperatorRoster Roster, ActVerdict? Verdict) Apply(JournalEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return e.Draft.Type switch
        {
            OperatorEvents.Enrolled => Enrol(e),
            OperatorEvents.Revoked => Revoke(e),
            _ => (this, null),
        };
    }

    private (OperatorRoster Roster, ActVerdict Verdict) Enrol(JournalEvent e)
    {
        if (Enrolment.Read(e) is not { } enrolment)
        {
            return (this, new ActVerdict(null, "it does not name an operator, roles and a P-256 key"));
        }

        if (_operators.ContainsKey(enrolment.Name))
        {
            return (this, new ActVerdict(null, $"the name {enrolment.Name} was given before"));
        }

        // The first signs for themself: there is nobody else who could.
        var first = new Operator(enrolment.Name, enrolment.Roles, enrolment.Key, enrolment.Name, e.Time, null);
        OperatorRoster judges = _operators.IsEmpty ? With(first) : this;
        ActVerdict verdict = judges.Judge(e);
        return (verdict.By is { } by ? With(first with { EnrolledBy = by.Name }) : this, verdict);
    }

    private (OperatorRoster Roster, ActVerdict Verdict) Revoke(JournalEvent e)
    {
        ActVerdict verdict = Judge(e);
        if (!verdict.IsBelieved)
        {
            return (this, verdict);
        }

        using var json = JsonDocument.Parse(e.Draft.Data);
        string? name = json.RootElement.TryGetProperty("name", out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        if (name is null || !_operators.TryGetValue(name, out Operator? revoked) || !revoked.IsActive)
        {
            return (this, new ActVerdict(null, "it names no active operator"));
        }

        return _operators.Values.Count(static o => o.IsActive) == 1
            ? (this, new ActVerdict(null, "the last operator cannot be revoked: nobody could enrol another"))
            : (With(revoked with { RevokedAt = e.Time }), verdict);
    }

    private OperatorRoster With(Operator changed) => new(_journal, _operators.SetItem(changed.Name, changed));
}
