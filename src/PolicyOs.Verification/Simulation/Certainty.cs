using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;
using PolicyOs.Verification.Recorded;

namespace PolicyOs.Verification.Simulation;

/// <summary>From where on nothing can be said of a session: what a decision would read was not kept, or nobody knows what a call would have done.</summary>
internal sealed class Certainty(SimulatedWorld world, SimulatedRecord record)
{
    /// <summary>Why nothing can be said any more; null while something can.</summary>
    public string? Lost { get; private set; }

    /// <summary>Why a decision is not certain; null when it is.</summary>
    public string? WhyNot(RebuiltCall rebuilt, Decision decision, RecordedContext? context)
    {
        if (rebuilt.Tool?.Contract is { } contract)
        {
            rebuilt.Unknown.AddContract(contract, rebuilt.Arguments, record.Known(context) is not null, record.Unset(context));
            if (world.Uncertain.Contains(rebuilt.Tool.Number))
            {
                rebuilt.Unknown.Add(contract.Idempotency is null ? 11 : 7, "another call of it is not certain");
            }
        }

        Decision deciding = decision.Verdict == Verdict.Allow && decision.Would is { } would ? would : decision;
        return rebuilt.Unknown.First is var (row, why) && row <= CheckRows.Of(deciding.Check) ? $"row {row}: {why}" : null;
    }

    /// <summary>A call's decision is not certain.</summary>
    public void Doubt(SimulatedCall call, Tool? tool, string why)
    {
        (call.Undetermined, call.IsOver) = (why, true);
        Lost = $"the decision on {call.Recorded.Tool} at {call.Recorded.At.UtcDateTime:O} is not certain ({why})";
        Spread(tool);
    }

    /// <summary>A call comes when nothing can be said of its session any more, nor of what it leaves behind for other sessions.</summary>
    public void Pass(SimulatedCall call)
    {
        (call.Undetermined, call.IsOver) = (Lost, true);
        Spread(world.Bundle.ToolNumbers.TryGetValue(call.Recorded.Tool, out int number) ? world.Bundle.Tools[number] : null);
    }

    /// <summary>A call's outcome is not known.</summary>
    public void Lose(SimulatedCall call, string why)
    {
        (call.InFlight, call.IsOver) = (null, true);
        Lost = why;

        // What differs already differs, whatever came of the call after that.
        call.Undetermined = call.Recorded.Before.StartsWith(call.Trail.ToString(), StringComparison.Ordinal) ? why : null;
        Spread(world.Bundle.Tools[world.Bundle.ToolNumbers[call.Recorded.Tool]]);
    }

    /// <summary>A call's outcome is known, and what it leaves behind is not.</summary>
    public void Hide(string why) => Lost = why;

    private void Spread(Tool? tool)
    {
        if (tool?.Contract is { } contract && (contract.RateLimit is not null || contract.Idempotency is not null))
        {
            world.Uncertain.Add(tool.Number);
        }
    }
}
