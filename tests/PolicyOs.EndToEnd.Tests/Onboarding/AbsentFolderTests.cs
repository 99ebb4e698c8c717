namespace PolicyOs.EndToEnd.Tests.Onboarding;

/// <summary>Every command that takes a bundle says in one sentence that there is none, and exits with 3 (spec 4).</summary>
public sealed class AbsentFolderTests
{
    [Theory]
    [InlineData("check", "/no/such/bundle")]
    [InlineData("inspect", "/no/such/bundle")]
    [InlineData("test", "/no/such/bundle")]
    [InlineData("lock", "/no/such/bundle")]
    [InlineData("doctor", "/no/such/bundle")]
    [InlineData("emit", "/no/such/bundle", "--for", "cursor")]
    [InlineData("explain", "/no/such/bundle", "--tool", "any")]
    [InlineData("diff", "/no/such/bundle", "/no/such/bundle")]
    [InlineData("run", "--bundle", "/no/such/bundle")]
    public async Task Command_FolderThatIsNotThere_SaysSoAndExitsWithThree(params string[] arguments)
    {
        Command command = await Command.RunAsync(arguments);
        Assert.Equal((3, "", "policyos: error: there is no folder `/no/such/bundle`\n"), (command.Exit, command.Output, command.Errors));
    }
}
