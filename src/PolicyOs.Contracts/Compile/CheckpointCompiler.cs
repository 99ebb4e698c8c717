using System.Collections.Immutable;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax;
using PolicyOs.Json.Path;

namespace PolicyOs.Contracts.Compile;

/// <summary>Builds checkpoints for one tool at a time: what a path can find, and which channel is right, differ from tool to tool.</summary>
internal sealed class CheckpointCompiler(Compilation compilation)
{
    /// <summary>The name of a tool's own checkpoint.</summary>
    internal const string OwnName = "tool";

    private static readonly TimeSpan DerivedTimeout = TimeSpan.FromSeconds(300);

    /// <summary>A checkpoint that names the tool: paths that it cannot have are errors.</summary>
    internal Checkpoint ForNamed(CheckpointSyntax s, ToolDraft tool, string name, CheckpointOrigin origin) =>
        Build(s, tool, name, origin, compilation.Conditions.ForNamed((s.When?.Conditions).OrAbsent(), tool, isOneOfSeveral: false));

    /// <summary>A checkpoint for every tool; null where the tool's closed schema has none of its properties.</summary>
    internal Checkpoint? ForEvery(CheckpointSyntax s, ImmutableArray<SharedCondition> conditions, ToolDraft tool, string name)
    {
        if (s.When is { IsAlways: true })
        {
            return Build(s, tool, name, CheckpointOrigin.Session, []);
        }

        ImmutableArray<Condition> possible = compilation.Conditions.Of(conditions, tool);
        bool applies = !possible.IsEmpty && (s.Match?.Value != true || possible.Length == conditions.Length);
        return applies ? Build(s, tool, name, CheckpointOrigin.Session, possible) : null;
    }

    /// <summary>A checkpoint that follows from agent_contract: five minutes, then no; all top-level arguments shown.</summary>
    internal static Checkpoint Derived(string name, CheckpointOrigin origin, ImmutableArray<Condition> when, ImmutableArray<Approver> approvers, bool isOutOfBand) => new()
    {
        Name = name,
        Origin = origin,
        When = when,
        MatchAll = false,
        Timeout = DerivedTimeout,
        AllowOnTimeout = false,
        Context = [],
        Reason = null,
        Approvers = approvers,
        Rule = ApprovalRule.Any,
        SeparationOfDuties = false,
        Editable = [],
        IsOutOfBand = isOutOfBand,
    };

    /// <summary>What is wrong with a checkpoint whatever the tool.</summary>
    internal void Check(CheckpointSyntax s)
    {
        CheckSeats(s.Approvers);
        if (s.When is { IsAlways: true } && s.Match is { } match)
        {
            compilation.Report.Add(Codes.KeyWithoutEffect, s.KeyAt("match"), "`match` has nothing to choose from under `when: always`");
            _ = match;
        }

        if (s.Approvers.Count == 0 && s.Rule is not null)
        {
            compilation.Report.Add(Codes.KeyWithoutEffect, s.KeyAt("rule"), "`rule` without `approvers` has no seats to count");
        }
    }

    /// <summary>What is wrong with seats.</summary>
    internal void CheckSeats(SyntaxList<ApproverSyntax> seats)
    {
        foreach (ApproverSyntax seat in seats)
        {
            ExactlyOne.Of(seat, compilation.Report, "user", "role", "group");
            RoleNames.Check(seat.Role, compilation);
        }
    }

    internal static ImmutableArray<Approver> Seats(SyntaxList<ApproverSyntax> seats) => [.. seats.Select(Seat).OfType<Approver>()];

    private Checkpoint Build(CheckpointSyntax s, ToolDraft tool, string name, CheckpointOrigin origin, ImmutableArray<Condition> when)
    {
        if (s.OnTimeout is { Value: true } allow && tool.IsHighRisk)
        {
            compilation.Report.Add(Codes.AllowOnTimeout, allow.At, $"`on_timeout: allow` is not possible for `{tool.Name}`, which is destructive, admin, financial or S4");
        }

        ImmutableArray<Approver> approvers = Seats(s.Approvers);
        return new Checkpoint
        {
            Name = name,
            Origin = origin,
            When = when,
            MatchAll = s.Match?.Value ?? false,
            Timeout = TimeSpan.FromSeconds(s.TimeoutSeconds?.Value ?? 0),
            AllowOnTimeout = s.OnTimeout?.Value ?? false,
            Context = Context(s, tool, isNamed: origin == CheckpointOrigin.Tool || s is SessionCheckpointSyntax { Tool.Value: not "*" }),
            Reason = s.Reason?.Value,
            Approvers = approvers,
            Rule = s.Rule?.Value ?? ApprovalRule.Any,
            SeparationOfDuties = s.SeparationOfDuties?.Value ?? false,
            Editable = Editable(s, tool),
            IsOutOfBand = s.Channel?.Value ?? (approvers.Length > 0 && tool.IsHighRisk),
        };
    }

    private ImmutableArray<ContextField> Context(CheckpointSyntax s, ToolDraft tool, bool isNamed)
    {
        var fields = ImmutableArray.CreateBuilder<ContextField>();
        foreach (ContextFieldSyntax field in s.Context)
        {
            JsonPath? path = isNamed ? compilation.Paths.InArguments(field.Path, tool) : compilation.Paths.Compile(field.Path);
            if (path is not null && PathCompiler.CanExistInArguments(path, tool))
            {
                fields.Add(new ContextField(path, field.Label?.Value ?? path.ToString()));
            }
        }

        return fields.ToImmutable();
    }

    private ImmutableArray<JsonPath> Editable(CheckpointSyntax s, ToolDraft tool)
    {
        var paths = ImmutableArray.CreateBuilder<JsonPath>();
        foreach (Located<string> text in s.Editable)
        {
            if (compilation.Paths.InArguments(text, tool, "an edit") is not { } path)
            {
                continue;
            }

            if (!PathCompiler.IsEditable(path, tool))
            {
                compilation.Report.Add(Codes.NotEditable, text.At, $"`{text.Value}` of `{tool.Name}` is not declared as string, boolean, enum or a number that a form can hold exactly");
            }

            paths.Add(path);
        }

        return paths.ToImmutable();
    }

    private static Approver? Seat(ApproverSyntax s) => s switch
    {
        { User: { } user } => new Approver(ApproverKind.User, user.Value),
        { Role: { } role } => new Approver(ApproverKind.Role, role.Value),
        { Group: { } group } => new Approver(ApproverKind.Group, group.Value),
        _ => null,
    };
}
