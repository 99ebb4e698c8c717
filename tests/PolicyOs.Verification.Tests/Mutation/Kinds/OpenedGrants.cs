using PolicyOs.Contracts.Source;

namespace PolicyOs.Verification.Tests.Mutation.Kinds;

/// <summary>One more is permitted: a permission that a tool asks for and the role lacks, a purpose, an error of a call with effects that counts as nothing.</summary>
internal sealed class OpenedGrants : IMutationKind
{
    public IEnumerable<Mutant> At(MutationPlace place) => place switch
    {
        { File: "session.yaml", Path: "purpose" } => [More(place, "something-else")],
        { Key: "allowed_intents" } => place.Bundle.Session.Purposes.Except(place.Items.OfType<YamlNode.Scalar>().Select(purpose => purpose.Text)).Select(purpose => More(place, purpose)),
        { IsToolContract: true, Path: "allowed_errors" } when place.Owner.Find("side_effect")?.Value is not YamlNode.Scalar { Text: "read" } =>
            [place.Changed(MutationOperator.OpenGrant, "every error", static list => Edits.Append(list, Edits.Mapping(list, "message_regex", Edits.Text(".*"))))],
        { Key: "permissions" } when place.Owner.Find("role")?.Value is YamlNode.Scalar { Text: var role } =>
            place.Bundle.Tools.SelectMany(static tool => tool.Contract?.RequiredPermissions ?? []).Distinct().Except(place.Bundle.Roles[role].Permissions).Select(permission => More(place, permission)),
        _ => [],
    };

    private static Mutant More(MutationPlace place, string one) => place.Changed(MutationOperator.OpenGrant, $"{one} too", list => Edits.Append(list, Edits.Text(one)));
}
