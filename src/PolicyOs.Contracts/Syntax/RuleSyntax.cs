using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary>An entry of <c>rules</c> (spec 1.7).</summary>
internal sealed class RuleSyntax : SyntaxNode
{
    internal static ObjectShape<RuleSyntax> Shape { get; } = new ObjectShape<RuleSyntax>(
            "rule", "A condition on calls, and what happens to a call that does not meet it.")
        .Required("id", Is.Text, (s, v) => s.Id = v, "unique in the bundle")
        .Required("applies_to", Is.ToolNames, (s, v) => s.AppliesTo = v, "tool names, or *")
        .Required("condition", Is.Text, (s, v) => s.Condition = v, "CEL over input, principal, session, tool and now; must yield bool")
        .Required("effect", Words.RuleEffects, (s, v) => s.AsksForApproval = v, "what happens when the condition is not met")
        .Optional("message", Is.Text, (s, v) => s.Message = v, "why, for whoever is denied or asked")
        .Optional("approvers", Is.ListOf(ApproverSyntax.Shape, minimum: 1), (s, v) => s.Approvers = v, "seats; default: the person at the client")
        .Optional("approval_rule", Words.ApprovalRules, (s, v) => s.ApprovalRule = v, "how many seats must agree; default any");

    internal Located<string>? Id { get; private set; }

    internal SyntaxList<Located<string>> AppliesTo { get; private set; } = SyntaxList<Located<string>>.Absent;

    internal Located<string>? Condition { get; private set; }

    /// <summary>True is require_approval.</summary>
    internal Located<bool>? AsksForApproval { get; private set; }

    internal Located<string>? Message { get; private set; }

    internal SyntaxList<ApproverSyntax> Approvers { get; private set; } = SyntaxList<ApproverSyntax>.Absent;

    internal Located<ApprovalRule>? ApprovalRule { get; private set; }
}
