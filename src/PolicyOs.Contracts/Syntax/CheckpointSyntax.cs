using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary><c>checkpoint</c> of a tool (spec 1.5, checkpoints).</summary>
internal class CheckpointSyntax : SyntaxNode
{
    internal static ObjectShape<CheckpointSyntax> Shape { get; } = Common(new ObjectShape<CheckpointSyntax>("checkpoint", "Human approval of a call."));

    internal WhenSyntax? When { get; private set; }

    internal Located<SideEffect>? WhenSideEffect { get; private set; }

    internal Located<bool>? Match { get; private set; }

    internal Located<int>? TimeoutSeconds { get; private set; }

    internal Located<bool>? OnTimeout { get; private set; }

    internal SyntaxList<ContextFieldSyntax> Context { get; private set; } = SyntaxList<ContextFieldSyntax>.Absent;

    internal Located<string>? Reason { get; private set; }

    internal SyntaxList<ApproverSyntax> Approvers { get; private set; } = SyntaxList<ApproverSyntax>.Absent;

    internal Located<ApprovalRule>? Rule { get; private set; }

    internal Located<bool>? SeparationOfDuties { get; private set; }

    internal SyntaxList<Located<string>> Editable { get; private set; } = SyntaxList<Located<string>>.Absent;

    internal Located<bool>? Channel { get; private set; }

    private protected static ObjectShape<T> Common<T>(ObjectShape<T> shape)
        where T : CheckpointSyntax, new() => shape
            .Required("when", WhenShape.Instance, (s, v) => s.When = v, "always, or conditions on the arguments")
            .Optional("when_side_effect", Words.SideEffects, (s, v) => s.WhenSideEffect = v, "only for tools of this risk class")
            .Optional("match", Words.MatchModes, (s, v) => s.Match = v, "any (default) or all of the conditions")
            .Required("timeout_seconds", Is.Between(30, 31_536_000), (s, v) => s.TimeoutSeconds = v, "how long an answer is awaited, at least 30")
            .Optional("on_timeout", Words.AllowOrDeny, (s, v) => s.OnTimeout = v, "deny (default), or allow if an eligible person was shown the request")
            .Optional("context", Is.ListOf(ContextFieldSyntax.Shape), (s, v) => s.Context = v, "arguments shown; default: all at the top level")
            .Optional("reason", Is.Text, (s, v) => s.Reason = v, "why a person is asked")
            .Optional("approvers", Is.ListOf(ApproverSyntax.Shape, minimum: 1), (s, v) => s.Approvers = v, "seats; default: the person at the client")
            .Optional("rule", Words.ApprovalRules, (s, v) => s.Rule = v, "how many seats must agree; default any")
            .Optional("separation_of_duties", Is.Flag, (s, v) => s.SeparationOfDuties = v, "whether the requester may not decide; default false")
            .Optional("editable", Is.Texts, (s, v) => s.Editable = v, "singular JSONPaths of arguments that the approver may change")
            .Optional("channel", Words.Channels, (s, v) => s.Channel = v, "any, or out_of_band: only operators decide");
}
