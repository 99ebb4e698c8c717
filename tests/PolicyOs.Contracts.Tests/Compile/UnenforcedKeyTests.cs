using PolicyOs.Contracts.Tests.Cases;

namespace PolicyOs.Contracts.Tests.Compile;

/// <summary>What compiles and nothing acts on is named, so that <c>run</c> and <c>test</c> refuse it.</summary>
public sealed class UnenforcedKeyTests
{
    private const string Provider = "provider_constraints: { anthropic: { block_incompatible: [\"a + b\"] } }";
    private const string Response = "response_format_invariants: { finish_reason: tool_calls }";

    [Theory]
    [InlineData("session.yaml", "purpose_source: client\npurpose: [support]", "purpose_source")]
    [InlineData("session.yaml", "purpose_source: operator\npurpose: [support]", "")]
    [InlineData("session.yaml", "session_key: principal", "")]
    [InlineData("session.yaml", "session_key: required", "")]
    [InlineData("session.yaml", Provider, "")]
    [InlineData("tools/draft_reply.yaml", Response, "")]
    public void Key_ThatWouldAct_IsNamed(string file, string text, string expected) => Assert.Equal(expected, Named(BundleText.Base.Patch(file, text + "\n")));

    [Theory]
    [InlineData("session.yaml", Provider, "provider_constraints")]
    [InlineData("tools/draft_reply.yaml", Response, "response_format_invariants")]
    public void Key_WaitingForSampling_IsNamedWhereAServerMayAskForIt(string file, string text, string expected)
    {
        BundleText bundle = BundleText.Base.Patch(file, text + "\n").Patch(
            "mcp_contract.yaml",
            "servers: { inbox: { transport: stdio, command: policyos, auth_scopes: [inbox.read, inbox.write], client_requests: { sampling: allow } } }\n");

        Assert.Equal(expected, Named(bundle));
    }

    private static string Named(BundleText bundle)
    {
        BundleLoad load = TemporaryFolder.Load(bundle);
        Assert.True(load.Bundle is not null, string.Join('\n', load.Diagnostics));
        return string.Join(' ', load.Bundle.Unenforced.Select(k => k.Key));
    }
}
