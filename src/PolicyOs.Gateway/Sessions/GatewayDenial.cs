using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Events;
using PolicyOs.Gateway.Upstream;

namespace PolicyOs.Gateway.Sessions;

/// <summary>Denials for reasons that the engine cannot know: the gateway's own, and its servers'.</summary>
internal static class GatewayDenial
{
    /// <summary>The gateway failed before the call was sent.</summary>
    public static CallDenied Internal(string callId, string tool, DateTimeOffset now) =>
        new(callId, tool, "", DecisionCode.InternalError, "gateway", "the gateway failed before the call was sent")
        {
            At = now, CountsStep = true, EntersLoop = false, CountsBlock = true,
        };

    /// <summary>A decision that would let the call through or ask somebody, turned into a denial: its server cannot take it now.</summary>
    public static Decision Unavailable(CompiledBundle bundle, Decision decision, CallProposal proposal, Unavailability problem, DateTimeOffset now)
    {
        string server = bundle.ToolNumbers.TryGetValue(proposal.Tool, out int tool) ? bundle.Servers[bundle.Tools[tool].Server].Name : "?";
        string message = $"{proposal.Tool} cannot be called now: server {server} is not available ({problem.Why})";
        return decision with
        {
            Verdict = Verdict.Deny,
            Code = problem.Code,
            Check = "upstream",
            Message = message,
            Recoverability = problem.Code.Recoverability,
            Approval = null,
            Events =
            [
                new CallDenied(proposal.CallId, proposal.Tool, proposal.ArgumentsHash, problem.Code, "upstream", message)
                {
                    At = now, CountsStep = true, EntersLoop = true, CountsBlock = false,
                },
            ],
        };
    }
}
