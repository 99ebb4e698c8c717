using System.Text.Json;
using PolicyOs.Engine.Decisions;

namespace PolicyOs.EndToEnd.Tests.Codes;

/// <summary>A way to a decision code through the real gateway.</summary>
/// <param name="Code">The code.</param>
/// <param name="How">What tells it from other ways to the same code.</param>
/// <param name="ReachAsync">Goes there; gives what the client is told: the decision of <c>_meta</c> or of an error's data.</param>
internal sealed record CodeCase(DecisionCode Code, string How, Func<Task<JsonElement>> ReachAsync)
{
    /// <summary>A way that needs a bundle, a gateway before it and calls.</summary>
    /// <param name="code">The code.</param>
    /// <param name="bundle">Adds to a bundle with the fake upstream as <c>fake</c>.</param>
    /// <param name="calls">Ends with the call that is told the code.</param>
    /// <param name="how">What tells it from other ways to the same code.</param>
    /// <param name="person">What the person at the client answers to forms; null for a client that shows none.</param>
    /// <param name="options">Of <c>policyos run</c>.</param>
    public static CodeCase Of(
        DecisionCode code,
        Action<BundleFolder> bundle,
        Func<GatewayProcess, Task<ToolAnswer>> calls,
        string how = "",
        Func<JsonElement, System.Text.Json.Nodes.JsonObject?>? person = null,
        params string[] options) => new(code, how, async () =>
    {
        using BundleFolder folder = new BundleFolder("codes").Server("fake");
        bundle(folder);
        await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(folder.Complete(), person, options);
        return (await calls(gateway)).Decision;
    });

    /// <summary>Whether most of it is waiting, for a person or for a server; it may run beside the others.</summary>
    public bool Waits { get; init; }

    /// <inheritdoc/>
    public override string ToString() => How.Length == 0 ? Code.Name : $"{Code.Name} ({How})";
}
