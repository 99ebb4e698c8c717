namespace PolicyOs.EndToEnd.Tests.Onboarding;

/// <summary>`policyos doctor`: each thing that can be wrong is named, and the exit code says how bad it is.</summary>
public sealed class DoctorTests : IDisposable
{
    private readonly BundleFolder _bundle = new BundleFolder("patient").Server("fake").Tool("note");

    [Fact]
    public async Task Doctor_LockedAndReachable_IsWell()
    {
        string folder = _bundle.Complete();
        Assert.Equal(0, (await Command.RunAsync("lock", folder)).Exit);
        Command doctor = await Command.RunAsync("doctor", folder, "--store", _bundle.Store);
        Assert.True(doctor.Exit == 0, doctor.All);
        Assert.DoesNotContain("fault", doctor.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_ServerThatChanged_PointsToTheLock()
    {
        string folder = _bundle.Complete();
        Assert.Equal(0, (await Command.RunAsync("lock", folder)).Exit);
        _bundle.Server("fake", new System.Text.Json.Nodes.JsonObject
        {
            ["transport"] = "stdio", ["command"] = "dotnet", ["args"] = new System.Text.Json.Nodes.JsonArray(Executable.FakeUpstream, "rugged"),
        }).Complete();
        Command doctor = await Command.RunAsync("doctor", folder, "--store", _bundle.Store);
        Assert.Equal(1, doctor.Exit);
        Assert.Contains("differs from the lock in tool note", doctor.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_ServerThatDies_ExitsWithThree()
    {
        _bundle.Server("dead", "dies");
        Command doctor = await Command.RunAsync("doctor", _bundle.Complete(), "--store", _bundle.Store);
        Assert.Equal(3, doctor.Exit);
        Assert.Contains("unreachable", doctor.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_ExposedBundleUnsetVariableAndMissingLock_AreSaid()
    {
        _bundle.Server("fake", more: $$$"""{"env": {"SEES": {{{System.Text.Json.JsonSerializer.Serialize(_bundle.At(""))}}}, "T": "${env:SURELY_NOT_SET}"}}""");
        Command doctor = await Command.RunAsync("doctor", _bundle.Complete(), "--store", _bundle.Store);
        Assert.Equal(3, doctor.Exit);
        Assert.Contains("which holds this bundle", doctor.Output, StringComparison.Ordinal);
        Assert.Contains("the variable SURELY_NOT_SET is not set here", doctor.Output, StringComparison.Ordinal);
        Assert.Contains("there is no bundle.lock.json", doctor.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_KeyFileThatOthersCanRead_IsAFault()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no such permissions");
        string folder = _bundle.Complete();
        await using (GatewayProcess gateway = await GatewayProcess.ConnectAsync(folder, null, "--store", _bundle.Store))
        {
            Assert.True((await gateway.CallAsync("note")).IsFine);
            Assert.Equal(0, await gateway.EndAsync());
        }

        string key = _bundle.At("journal.db.key");
#pragma warning disable CA1416 // skipped on Windows
        File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
#pragma warning restore CA1416
        Command doctor = await Command.RunAsync("doctor", folder, "--store", _bundle.Store, "--json");
        Assert.Equal(1, doctor.Exit);
        Assert.Contains("journal.db.key", doctor.Output, StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public void Dispose() => _bundle.Dispose();
}
