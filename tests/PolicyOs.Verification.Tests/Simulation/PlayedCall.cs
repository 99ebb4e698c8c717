using System.Text.Json;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Verification.Tests.Simulation;

/// <summary>A call that some golden task makes, with what the server answers there.</summary>
internal sealed record PlayedCall(string Name, int Tool, JsonElement Arguments, JsonElement Result)
{
    private static readonly JsonElement s_empty = JsonElement.Parse("{}");

    /// <summary>The calls of each golden task of a bundle, in order.</summary>
    public static PlayedCall[][] Of(CompiledBundle bundle) =>
    [
        .. bundle.GoldenTasks.Select(task => Of(task, bundle)).Where(calls => calls.Length > 0),
    ];

    /// <summary>The calls of one golden task, in order.</summary>
    public static PlayedCall[] Of(GoldenTask task, CompiledBundle bundle) =>
    [
        .. task.Given.Select(given => new PlayedCall(bundle.Tools[given.Tool].Name, given.Tool, given.Arguments, given.Result)),
        .. task.Steps.OfType<GoldenStep.Call>()
            .Select(call => new PlayedCall(call.ToolName, call.Tool, call.Arguments, call.Response is GoldenResponse.Result result ? result.Data : s_empty)),
    ];
}
