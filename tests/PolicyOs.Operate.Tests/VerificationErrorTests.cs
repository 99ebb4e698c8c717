namespace PolicyOs.Operate.Tests;

/// <summary>What a person types wrong for <c>test</c>, <c>explain</c> and <c>simulate</c>: one clear error that names the option, and the exit code of the reference.</summary>
public sealed class VerificationErrorTests : IDisposable
{
    private readonly OperateBundle _bundle = new();

    public void Dispose() => _bundle.Dispose();

    [Theory]
    [InlineData(3, "--junit", "test", "{bundle}", "--junit", "/no/such/folder/report.xml")]
    [InlineData(3, "no file `/no/such/state.yaml`", "explain", "{bundle}", "--tool", "look", "--state", "/no/such/state.yaml")]
    [InlineData(2, "--args: the arguments of a call are a JSON object", "explain", "{bundle}", "--tool", "look", "--args", "[]")]
    [InlineData(2, "--args: the arguments of a call are a JSON object", "explain", "{bundle}", "--tool", "look", "--args", "7")]
    [InlineData(2, "--args: the arguments of a call are a JSON object", "explain", "{bundle}", "--tool", "look", "--args", " ")]
    [InlineData(3, "the store `/no/such.db` is unknown", "simulate", "--bundle", "{bundle}", "--journal", "/no/such.db")]
    [InlineData(3, "no journal /no/such.db; name another", "simulate", "--bundle", "{bundle}", "--journal", "sqlite:/no/such.db")]
    public async Task Command_ThatCannotBeDone_SaysWhyInOneLine(int exit, string words, params string[] arguments) =>
        (await PolicyOsProcess.RunAsync(null, [.. arguments.Select(a => a == "{bundle}" ? _bundle.Path : a)])).Refused(exit, words);

    [Theory]
    [InlineData("simulate", "--bundle", "{bundle}", "--journal", "{journal}")]
    [InlineData("explain", "{bundle}", "--session", "s", "--at", "1", "--store", "{journal}")]
    [InlineData("approvals", "list", "--bundle", "{bundle}", "--store", "{journal}")]
    public async Task Journal_ThatIsAnEmptyFile_IsNone_AndIsLeftAsItIs(params string[] arguments)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_bundle.Path, "..", "empty")).FullName;
        string file = Path.Combine(folder, "journal.db");
        await File.WriteAllBytesAsync(file, [], TestContext.Current.CancellationToken);

        Ran ran = await PolicyOsProcess.RunAsync(null, [.. arguments.Select(a => a.Replace("{bundle}", _bundle.Path, StringComparison.Ordinal).Replace("{journal}", "sqlite:" + file, StringComparison.Ordinal))]);

        ran.Refused(3, $"no journal {file}: the file is empty");
        Assert.Equal([file], Directory.GetFiles(folder));
        Assert.Equal(0, new FileInfo(file).Length);
    }

    [Fact]
    public async Task Test_MinPinnedThatIsNoNumber_IsAWrongCommandLine()
    {
        Ran ran = await PolicyOsProcess.RunAsync(null, "test", _bundle.Path, "--coverage", "--min-pinned", "most");

        Assert.Equal(2, ran.ExitCode);
        Assert.Contains("--min-pinned takes a percentage", ran.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ran.Errors, StringComparison.Ordinal);
    }
}
