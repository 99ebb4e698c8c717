using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Requests;
using PolicyOs.Engine.Tests.Bundles;

namespace PolicyOs.Engine.Tests.Requests;

public sealed class SamplingAnswersTests
{
    private const string Call = """{"type":"tool_use","id":"1","name":"a","input":{}}""";

    [Theory]
    [InlineData("tool_calls", """{"stopReason":"toolUse"}""", null)]
    [InlineData("tool_use", """{"stopReason":"toolUse"}""", null)]
    [InlineData("stop", """{"stopReason":"endTurn"}""", null)]
    [InlineData("end_turn", """{"stopReason":"endTurn"}""", null)]
    [InlineData("length", """{"stopReason":"maxTokens"}""", null)]
    [InlineData("stopSequence", """{"stopReason":"stopSequence"}""", null)]
    [InlineData("refusal", """{"stopReason":"refusal"}""", null)]
    [InlineData("stop", """{"stopReason":"maxTokens"}""", "it ended for `maxTokens`, not for `stop`")]
    [InlineData("stop", "{}", "it ended for no stated reason, not for `stop`")]
    [InlineData("stop", "[]", "it ended for no stated reason, not for `stop`")]
    public void FinishReason_Wanted_IsComparedInTheProtocolsWords(string wanted, string result, string? problem) =>
        AssertProblem(new ResponseFormat(wanted, null, null), result, problem);

    [Theory]
    [InlineData(true, "[" + Call + "]", null)]
    [InlineData(true, Call, null)]
    [InlineData(true, """[{"type":"text","text":"no"}]""", "it calls no tool")]
    [InlineData(true, "7", "it calls no tool")]
    [InlineData(false, """{"type":"text","text":"no"}""", null)]
    [InlineData(false, "[" + Call + "]", "it calls a tool")]
    public void ToolCalls_WantedOrNot_AreLookedFor(bool present, string content, string? problem) =>
        AssertProblem(new ResponseFormat(null, null, present), $$"""{"content":{{content}}}""", problem);

    [Theory]
    [InlineData(true, "[" + Call + "]", null)]
    [InlineData(true, "[" + Call + """,{"type":"text","text":""}]""", null)]
    [InlineData(true, """[{"type":"text","text":"hello"}]""", null)]
    [InlineData(true, "[" + Call + """,{"type":"text","text":"hello"}]""", "it says something beside its tool calls")]
    [InlineData(true, "[" + Call + """,{"type":"image","data":"x"}]""", "it says something beside its tool calls")]
    [InlineData(false, "[" + Call + """,{"type":"text","text":"hello"}]""", null)]
    public void Content_BesideToolCalls_MustBeEmptyWhereTheContractSaysSo(bool mustBeEmpty, string content, string? problem) =>
        AssertProblem(new ResponseFormat(null, mustBeEmpty, null), $$"""{"content":{{content}}}""", problem);

    [Fact]
    public void Tool_WithoutTheBlock_TakesAnyAnswer() =>
        Assert.Null(SamplingAnswers.WhyNot(ToolOf(BundleBuilder.Contract()), JsonElement.Parse("{}")));

    private static void AssertProblem(ResponseFormat format, string result, string? problem)
    {
        RequestFinding? finding = SamplingAnswers.WhyNot(ToolOf(BundleBuilder.Contract() with { ResponseFormat = format }), JsonElement.Parse(result));

        Assert.Equal(problem is null ? null : $"the model's answer is not what sampler needs: {problem} (response_format_invariants)", finding?.Message);
        Assert.Equal(problem is null ? null : "OUTPUT_INVARIANT_FAILED", finding?.Code.Name);
    }

    private static Tool ToolOf(ToolContract contract)
    {
        var builder = new BundleBuilder();
        builder.Tool("sampler", _ => contract);
        return builder.Build().Tools[0];
    }
}
