using System.Text.Json;
using PolicyOs.Engine.Approvals;
using PolicyOs.Gateway.Approvals;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Tests.Approvals;

public sealed class ApprovalAnswerTests
{
    private static readonly TimeSpan s_min = TimeSpan.FromMilliseconds(300);

    [Theory]
    [InlineData("""{"action":"accept","content":{"decision":"allow_once"}}""", 400, "AllowOnce")]
    [InlineData("""{"action":"accept","content":{"decision":"deny"}}""", 400, "Deny")]
    [InlineData("""{"action":"decline"}""", 400, "Deny")]
    [InlineData("""{"action":"cancel"}""", 400, "Deny")]
    [InlineData("""{"action":"accept"}""", 400, "undecided")]
    [InlineData("""{"action":"accept","content":{}}""", 400, "undecided")]
    [InlineData("""{"action":"accept","content":{"decision":"yes"}}""", 400, "undecided")]
    [InlineData("""{"action":"accept","content":{"decision":true}}""", 400, "undecided")]
    [InlineData("""{"action":"accept","content":[]}""", 400, "undecided")]
    [InlineData("""{"action":"maybe","content":{"decision":"allow_once"}}""", 400, "undecided")]
    [InlineData("""{}""", 400, "undecided")]
    [InlineData("""7""", 400, "undecided")]
    [InlineData("""{"action":"accept","content":{"decision":"allow_once"}}""", 10, "undecided")]
    [InlineData("""{"action":"decline"}""", 10, "undecided")]
    public void Read_Answer_DecidesOnlyWhenAPersonSaidSo(string result, int afterMs, string expected)
    {
        ApprovalAnswer answer = ApprovalAnswer.Read(
            new RpcAnswer.Result(JsonElement.Parse(result)), TimeSpan.FromMilliseconds(afterMs), s_min, []);

        Assert.Equal(expected, answer is ApprovalAnswer.Decided decided ? decided.Choice.ToString() : "undecided");
    }

    [Fact]
    public void Read_ErrorAnswer_IsUndecided() => Assert.IsType<ApprovalAnswer.Undecided>(ApprovalAnswer.Read(
        new RpcAnswer.Error(new(-32601, "no"), JsonElement.Parse("{}")), TimeSpan.FromSeconds(1), s_min, []));

    [Fact]
    public void Read_EditedValues_AreTakenFromTheirFieldsOnly()
    {
        const string answer = """{"action":"accept","content":{"decision":"allow_once","comment":"less","edit $.amount":5,"edit $.note":"","amount":7}}""";

        var decided = Assert.IsType<ApprovalAnswer.Decided>(ApprovalAnswer.Read(
            new RpcAnswer.Result(JsonElement.Parse(answer)), TimeSpan.FromSeconds(1), s_min, [new("$.amount", "number"), new("$.note", "string")]));

        Assert.Equal("less", decided.Comment);
        Modification edit = Assert.Single(decided.Modifications);
        Assert.Equal(("$.amount", "5"), (edit.Path, edit.Value.GetRawText()));
    }
}
