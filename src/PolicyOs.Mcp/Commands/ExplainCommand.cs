using System.CommandLine;
using System.Text;
using System.Text.Json;
using PolicyOs.Contracts;
using PolicyOs.Contracts.Model;
using PolicyOs.Json.Strict;
using PolicyOs.Mcp.Explain;
using PolicyOs.Mcp.Hosting;
using PolicyOs.Mcp.Operate;
using PolicyOs.Verification.Explain;

namespace PolicyOs.Mcp.Commands;

/// <summary><c>policyos explain DIR</c>: decides one call against an empty, a given or a recorded state and prints the trace.</summary>
internal static class ExplainCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("explain", "Decides one call by the engine that serves calls, sends nothing, and says what every check had to say.")
        {
            ExplainOptions.Bundle, ExplainOptions.Tool, ExplainOptions.Arguments, ExplainOptions.State, ExplainOptions.Task, ExplainOptions.Step,
            ExplainOptions.Session, ExplainOptions.Call, ExplainOptions.At, OperateOptions.Store, ExplainOptions.Principal, ExplainOptions.Purpose,
            ExplainOptions.Mode, OperateOptions.Json,
        };
        command.SetAction(arguments => Output.GuardAsync(() => RunAsync(arguments)));
        return command;
    }

    private static async Task RunAsync(ParseResult arguments)
    {
        CompiledBundle bundle = Load(arguments);
        ExplainedSituation situation = await ExplainedSituation.FindAsync(arguments, bundle);
        (EnforcementMode mode, string? problem) = ModeOption.Tighten(situation.Facts.Mode, arguments.GetValue(ExplainOptions.Mode));
        if (problem is not null)
        {
            throw new OperateException(problem, ExitCodes.Usage);
        }

        string tool = arguments.GetValue(ExplainOptions.Tool) ?? situation.Tool
            ?? throw new OperateException("--tool T is needed: which call is to be decided", ExitCodes.Usage);
        JsonElement call = arguments.GetValue(ExplainOptions.Arguments) is { } text ? Parse(text) : situation.Arguments ?? Parse("{}");
        JsonElement? upstream = await situation.DefinitionOf(tool);
        Explanation explanation = CallExplainer.Explain(bundle, situation.Facts with { Mode = mode }, tool, call, upstream, situation.Key);
        explanation = explanation with { Notes = [.. situation.Notes, .. explanation.Notes] };
        if (arguments.GetValue(OperateOptions.Json))
        {
            Output.Json(w => ExplanationReport.Json(w, explanation));
        }
        else
        {
            Console.Out.Write(ExplanationReport.Text(explanation));
        }
    }

    private static CompiledBundle Load(ParseResult arguments)
    {
        string directory = arguments.GetValue(ExplainOptions.Bundle)!;
        if (!Directory.Exists(directory))
        {
            throw new OperateException($"there is no folder `{directory}`", ExitCodes.CannotStart);
        }

        if (arguments.GetValue(ExplainOptions.State) is { } file && !File.Exists(file))
        {
            throw new OperateException($"there is no file `{file}`", ExitCodes.CannotStart);
        }

        BundleLoad load = arguments.GetValue(ExplainOptions.State) is { } state ? BundleLoader.LoadWithState(directory, state) : BundleLoader.Load(directory);
        if (load.Bundle is { } bundle)
        {
            return bundle;
        }

        BundleReport.Write(load, Console.Error);
        throw new OperateException("the bundle or the state has errors", ExitCodes.DoesNotHold);
    }

    /// <summary>JSON as written, or in a file after <c>@</c>, or on standard input for <c>-</c>; read as strictly as a client's message.</summary>
    private static JsonElement Parse(string text)
    {
        byte[] bytes;
        try
        {
            bytes = text == "-" ? Encoding.UTF8.GetBytes(Console.In.ReadToEnd()) : text.StartsWith('@') ? File.ReadAllBytes(text[1..]) : Encoding.UTF8.GetBytes(text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OperateException($"--args: {e.Message}", ExitCodes.CannotStart);
        }

        if (!bytes.AsSpan().TrimStart(" \t\r\n"u8).StartsWith("{"u8))
        {
            throw new OperateException("--args: the arguments of a call are a JSON object", ExitCodes.Usage);
        }

        return StrictReader.Check(bytes, StrictOptions.Message) is { } error
            ? throw new OperateException("--args: " + error.Message, ExitCodes.Usage)
            : JsonElement.Parse(bytes);
    }
}
