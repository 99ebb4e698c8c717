using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Requests;
using PolicyOs.Engine.Tests.Bundles;

namespace PolicyOs.Engine.Tests.Requests;

public sealed class SamplingRequestsTests
{
    [Theory]
    [InlineData("tool_choice.type=any + thinking", """{"metadata":{"tool_choice":{"type":"any"},"thinking":{"budget":1}}}""", true)]
    [InlineData("tool_choice.mode=required + temperature", """{"toolChoice":{"mode":"required"},"temperature":0}""", true)]
    [InlineData("tool_choice.type=any + thinking", """{"metadata":{"tool_choice":{"type":"any"}}}""", false)]
    [InlineData("tool_choice.type=any + thinking", """{"metadata":{"tool_choice":{"type":"any"},"thinking":null}}""", false)]
    [InlineData("tool_choice.type=any", """{"toolChoice":{"type":"auto"}}""", false)]
    [InlineData("parallel_tool_calls=false + gpt-4o-mini", """{"metadata":{"parallel_tool_calls":false},"modelPreferences":{"hints":[{"name":"gpt-4o-mini-2024-07-18"}]}}""", true)]
    [InlineData("parallel_tool_calls=false + gpt-4o", """{"metadata":{"parallel_tool_calls":false},"modelPreferences":{"hints":[{"name":"gpt-4oo"}]}}""", false)]
    [InlineData("parallel_tool_calls=false", """{"metadata":{"parallel_tool_calls":true}}""", false)]
    [InlineData("max_tokens=10", """{"maxTokens":10}""", true)]
    [InlineData("thinking", """{"thinking":false}""", false)]
    [InlineData("tools", """{"tools":[]}""", true)]
    [InlineData("tool_choice.type", """{"toolChoice":"any"}""", false)]
    [InlineData("a", """{"metadata":7,"modelPreferences":{"hints":[7,{"name":7}]}}""", false)]
    [InlineData("a", "[]", false)]
    public void Conflict_InARequest_IsFoundWhenAllOfItIsThere(string conflict, string request, bool isFound)
    {
        CompiledBundle blocks = Bundle(new ProviderConstraint("anthropic", [Conflict(conflict)], [], false));
        CompiledBundle warns = Bundle(new ProviderConstraint("anthropic", [], [Conflict(conflict)], false));

        RequestFinding? finding = SamplingRequests.WhyNot(blocks, JsonElement.Parse(request));
        Assert.Equal(isFound ? $"anthropic does not take this together: {conflict} (provider_constraints)" : null, finding?.Message);
        Assert.Equal(isFound ? "POLICY_DENIED" : null, finding?.Code.Name);
        Assert.Null(SamplingRequests.WhyNot(warns, JsonElement.Parse(request)));
        Assert.Equal(isFound ? 1 : 0, SamplingRequests.Warnings(warns, JsonElement.Parse(request)).Length);
    }

    [Theory]
    [InlineData("gpt-4o", true)]
    [InlineData("gpt-4o-2024-08-06", false)]
    [InlineData("gpt-4-0613", false)]
    [InlineData("claude-sonnet-4-20250514", false)]
    [InlineData("claude-opus-4-1", true)]
    [InlineData("claude-3-5-sonnet-latest", true)]
    [InlineData("claude-sonnet-4@20250514", false)]
    [InlineData("gemini-1.5-pro-002", false)]
    [InlineData("model@latest", true)]
    [InlineData("", true)]
    public void FloatingAlias_InTheHints_IsWarnedOf(string model, bool isWarnedOf)
    {
        JsonElement request = JsonElement.Parse($$$"""{"modelPreferences":{"hints":[{"name":"{{{model}}}"}]}}""");

        Assert.Equal(isWarnedOf ? 1 : 0, SamplingRequests.Warnings(Bundle(new ProviderConstraint("openai", [], [], true)), request).Length);
        Assert.Empty(SamplingRequests.Warnings(Bundle(new ProviderConstraint("openai", [], [], false)), request));
    }

    [Fact]
    public void Request_WithoutParams_HasNoConflict()
    {
        CompiledBundle bundle = Bundle(new ProviderConstraint("a", [Conflict("b")], [Conflict("b")], true));

        Assert.Null(SamplingRequests.WhyNot(bundle, null));
        Assert.Empty(SamplingRequests.Warnings(bundle, null));
    }

    private static CompiledBundle Bundle(ProviderConstraint constraint)
    {
        var builder = new BundleBuilder();
        builder.Session = builder.Session with { ProviderConstraints = [constraint] };
        return builder.Build();
    }

    private static ProviderConflict Conflict(string text) => new(text,
    [
        .. text.Split(" + ").Select(static c => c.Split('=')).Select(static c =>
            new ProviderCondition(string.Join('=', c), [.. c[0].Split('.').Select(ProviderCondition.Normal)], c.Length == 2 ? c[1] : null)),
    ]);
}
