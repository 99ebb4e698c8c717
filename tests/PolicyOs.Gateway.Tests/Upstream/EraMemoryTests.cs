using PolicyOs.Contracts.Model;
using PolicyOs.Gateway.Upstream;

namespace PolicyOs.Gateway.Tests.Upstream;

public sealed class EraMemoryTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("policyos-eras-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ModernFirst_OfAServerThatRefusedTheOtherEra_IsWhatItSpeaks_AlsoAfterARestart(bool isModern)
    {
        string file = Path.Combine(_folder.FullName, "cache", "eras.json");
        new EraMemory(file).Found(Named("a"), isModern, otherIsRefused: true);

        var later = new EraMemory(file);

        Assert.Equal((isModern, isModern), (later.ModernFirst(Named("a"), true), later.ModernFirst(Named("a"), false)));
        Assert.True(later.ModernFirst(Named("b"), true));
        Assert.False(later.ModernFirst(Named("b"), false));
    }

    [Fact]
    public void ModernFirst_OfAServerThatTookTheClientsEra_StaysTheClients()
    {
        var memory = new EraMemory(null);
        memory.Found(Named("a"), isModern: true, otherIsRefused: false);
        Assert.False(memory.ModernFirst(Named("a"), false));
    }

    [Fact]
    public void Found_AgainstWhatIsRemembered_ForgetsIt()
    {
        var memory = new EraMemory(null);
        memory.Found(Named("a"), isModern: false, otherIsRefused: true);
        memory.Found(Named("a"), isModern: true, otherIsRefused: false);
        Assert.True(memory.ModernFirst(Named("a"), true));
        Assert.False(memory.ModernFirst(Named("a"), false));
    }

    [Fact]
    public void Ended_AtTheModernGreeting_BeginsWithTheOtherOnce_AndIsRememberedWhenThatIsTaken()
    {
        string file = Path.Combine(_folder.FullName, "eras.json");
        var memory = new EraMemory(file);
        memory.Ended(Named("a"), atModern: true);
        Assert.False(memory.ModernFirst(Named("a"), true));
        Assert.True(new EraMemory(file).ModernFirst(Named("a"), true));

        memory.Found(Named("a"), isModern: false, otherIsRefused: false);
        Assert.False(new EraMemory(file).ModernFirst(Named("a"), true));
    }

    [Fact]
    public void Ended_AtBothGreetings_IsAboutNeither()
    {
        var memory = new EraMemory(null);
        memory.Ended(Named("a"), atModern: true);
        memory.Ended(Named("a"), atModern: false);
        Assert.True(memory.ModernFirst(Named("a"), true));
    }

    [Fact]
    public void Read_OfACacheThatIsNone_IsEmpty()
    {
        string file = Path.Combine(_folder.FullName, "eras.json");
        File.WriteAllText(file, "[1,");
        Assert.True(new EraMemory(file).ModernFirst(Named("a"), true));
    }

    private static Server Named(string command) => new()
    {
        Name = "s",
        Transport = new ServerTransport.Stdio(command, [], "/", []),
        Owner = null,
        AuthScopes = [],
        Protocol = ProtocolEra.Auto,
        StartTimeout = TimeSpan.FromSeconds(1),
        ClientRequests = new(true, true, true),
        Methods = [],
    };
}
