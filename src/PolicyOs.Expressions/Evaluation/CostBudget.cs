using System.Runtime.CompilerServices;
using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions.Evaluation;

/// <summary>
/// What is left to spend. Whatever takes time or memory in proportion to a value pays before it does so, and stops when it cannot; the
/// evaluator turns a stopped budget into an error that nothing absorbs.
/// </summary>
internal struct CostBudget(long units)
{
    /// <summary>Texts and octets are worked on this many at a time for one unit.</summary>
    private const int UnitLength = 10;

    private readonly long _units = units;
    private long _remaining = units;

    /// <summary>What was spent so far.</summary>
    public readonly long Spent => _units - _remaining;

    /// <summary>Why the evaluation has to stop; null while it may go on.</summary>
    public string? Stopped { get; private set; }

    /// <summary>Pays; false when the budget does not allow it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryPay(long cost)
    {
        _remaining -= cost;
        return _remaining >= 0 || Overspent();
    }

    /// <summary>Pays for work on a text or octets of this length.</summary>
    public bool TryPayText(long length) => TryPay(1 + (length / UnitLength));

    /// <summary>Stops for a reason other than cost: a nesting too deep to walk.</summary>
    public void Stop(string reason) => Stopped ??= reason;

    private bool Overspent()
    {
        Stopped ??= "the evaluation went over its budget";
        return false;
    }

    /// <summary>The error value of a stopped evaluation.</summary>
    public readonly CelValue Failure => CelValue.From(new CelError(Stopped ?? "the evaluation was stopped", -1, 0, Stopped: true));
}
