using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyOs.Mcp.Demo;

namespace PolicyOs.EndToEnd.Tests;

/// <summary>`policyos demo` and `policyos demo-server` as a person types them.</summary>
public sealed class DemoTests
{
    [Fact]
    public async Task Demo_FromAnyFolder_NarratesEveryStepAndExitsWithZero()
    {
        DirectoryInfo elsewhere = Directory.CreateTempSubdirectory("policyos-elsewhere-");
        var start = new ProcessStartInfo(Executable.PolicyOs.Program, [.. Executable.PolicyOs.Arguments, "demo"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = elsewhere.FullName,
        };
        using Process demo = Process.Start(start)!;
        Task<string> errors = demo.StandardError.ReadToEndAsync();
        string told = await demo.StandardOutput.ReadToEndAsync().WaitAsync(GatewayProcess.Patience);
        await demo.WaitForExitAsync();

        Assert.True(demo.ExitCode == 0, told + await errors);
        foreach (string expected in new[] { "CONTRACT_VIOLATION", "WRONG_PHASE", "TOOL_BLOCKED", "TOOL_LIMIT_EXCEEDED", "allow_once", "Ines Calder", "All 7 steps" })
        {
            Assert.Contains(expected, told, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("NOT AS NARRATED", told, StringComparison.Ordinal);
        elsewhere.Delete();
    }

    [Fact]
    public async Task DemoServer_UnknownName_IsAUsageErrorThatNamesTheKnownOnes()
    {
        await using LineClient server = LineClient.Start(Executable.PolicyOs, ["demo-server", "nothing"]);
        Assert.Equal(2, await server.ExitAsync().WaitAsync(GatewayProcess.Patience));
        Assert.Contains("inbox", string.Join('\n', server.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DemoServer_Inbox_KeepsToItsOwnSchemas()
    {
        await using LineClient server = LineClient.Start(Executable.PolicyOs, ["demo-server", "inbox"]);
        await server.ConnectAsync();
        JsonElement tools = (await server.RequestAsync("tools/list", new JsonObject())).GetProperty("result").GetProperty("tools");
        Assert.Equal(10, tools.GetArrayLength());
        var cases = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["threads.search"] = """{"status":"open"}""",
            ["threads.read"] = """{"thread_id":"T-1006"}""",
            ["threads.archive"] = """{"thread_id":"T-1006"}""",
            ["accounts.lookup"] = """{"email":"dana.osei@meridian-labs.example"}""",
            ["articles.search"] = """{"query":"refund"}""",
            ["drafts.create"] = """{"thread_id":"T-1002","body":"We will come back to you."}""",
            ["handoffs.create"] = """{"thread_id":"T-1002","team":"legal","summary":"A question for people."}""",
            ["email.send"] = """{"thread_id":"T-1002","body":"Hello"}""",
            ["refunds.issue"] = """{"account_id":"A-2002","amount_usd":480,"reason":"charged twice"}""",
            ["accounts.delete"] = """{"account_id":"A-2002"}""",
        };
        foreach (JsonElement tool in tools.EnumerateArray())
        {
            string name = tool.GetProperty("name").GetString()!;
            JsonElement result = (await server.CallAsync(name, JsonNode.Parse(cases[name])!)).GetProperty("result");
            JsonElement content = result.GetProperty("structuredContent");
            foreach (JsonElement required in tool.GetProperty("outputSchema").GetProperty("required").EnumerateArray())
            {
                Assert.True(content.TryGetProperty(required.GetString()!, out _), $"{name} leaves out {required}");
            }

            Assert.True(JsonElement.DeepEquals(content, JsonElement.Parse(result.GetProperty("content")[0].GetProperty("text").GetString()!)));
        }

        JsonElement again = (await server.CallAsync("accounts.lookup", JsonNode.Parse(cases["accounts.lookup"])!)).GetProperty("result");
        Assert.True(again.GetProperty("isError").GetBoolean());
        Assert.Equal(0, await server.EndAsync());
    }
}
