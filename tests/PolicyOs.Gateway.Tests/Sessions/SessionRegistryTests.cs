using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using PolicyOs.Contracts.Model;
using PolicyOs.Gateway.Sessions;
using PolicyOs.Gateway.Tests.Client;
using PolicyOs.Gateway.Upstream;

namespace PolicyOs.Gateway.Tests.Sessions;

public sealed class SessionRegistryTests : IAsyncDisposable
{
    private static readonly ClientHello s_hello = new("2025-11-25", null, null);

    private readonly ManualTime _time = new();
    private readonly List<FakeServer> _servers = [];
    private readonly SessionRegistry _registry;

    public SessionRegistryTests() => _registry = new SessionRegistry(
        new SessionBounds(),
        address =>
        {
            var server = new FakeServer();
            _servers.Add(server);
            return new SessionHost(address, server, _time);
        },
        _time,
        NullLogger.Instance);

    [Fact]
    public async Task Enter_TheSameAddress_GivesTheSameSession()
    {
        Admission one = await _registry.EnterAsync(Address("a", "1"), s_hello);
        Admission other = await _registry.EnterAsync(Address("a", "1"), s_hello);

        Assert.Same(one.Host, other.Host);
        Assert.Single(Assert.Single(_servers).Hellos);
    }

    [Fact]
    public async Task Enter_BeyondTheBoundOfAPrincipal_IsRefused_AndAnotherPrincipalIsNot()
    {
        for (int i = 0; i < 16; i++)
        {
            Assert.Null((await _registry.EnterAsync(Address("a", $"{i}"), s_hello)).Refusal);
        }

        Admission refused = await _registry.EnterAsync(Address("a", "16"), s_hello);
        Assert.Equal((-32000, 503), (refused.Refusal!.Code, refused.Refusal.HttpStatus!.Value));
        Assert.Null((await _registry.EnterAsync(Address("b", "16"), s_hello)).Refusal);
    }

    [Fact]
    public async Task Enter_BeyondTheBoundOfAll_IsRefused_UntilOneCloses()
    {
        for (int i = 0; i < 64; i++)
        {
            Assert.Null((await _registry.EnterAsync(Address($"p{i / 16}", $"{i}"), s_hello)).Refusal);
        }

        Assert.Equal(503, (await _registry.EnterAsync(Address("q", "64"), s_hello)).Refusal!.HttpStatus);
        SessionHost first = (await _registry.EnterAsync(Address("p0", "0"), s_hello)).Host!;
        first.Leave();
        first.Leave();
        await _registry.CloseAsync(first, "test");
        Assert.Null((await _registry.EnterAsync(Address("q", "64"), s_hello)).Refusal);
    }

    [Fact]
    public async Task Idle_ForHalfAnHour_IsClosed_AndWhatIsUsedIsNot()
    {
        Admission used = await _registry.EnterAsync(Address("a", "used"), s_hello);
        Admission left = await _registry.EnterAsync(Address("a", "left"), s_hello);
        left.Host!.Leave();

        _time.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal(2, _registry.Count);
        _time.Advance(TimeSpan.FromMinutes(1));

        await left.Host.Closed.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(1, _registry.Count);
        Assert.Equal("nothing has used it for 30 minutes", Assert.Single(_servers[1].Closed));
        Assert.False(used.Host!.Closed.IsCompleted);
    }

    [Fact]
    public async Task Listen_ManyHear_AndNoneAfterItsEnd()
    {
        SessionHost host = (await _registry.EnterAsync(Address("a", "1"), s_hello)).Host!;
        List<string> heard = [];
        using IDisposable one = host.Listen((method, _) => heard.Add("1 " + method));
        IDisposable other = host.Listen((method, _) => heard.Add("2 " + method));
        host.Tell("x", null);
        other.Dispose();
        host.Tell("y", null);

        Assert.Equal(["1 x", "2 x", "1 y"], heard);
    }

    [Theory]
    [InlineData("0123456789abcdefghijk", false)]
    [InlineData("0123456789abcdefghijkl", true)]
    [InlineData("0123456789abcdefghijk.", false)]
    [InlineData("0123456789abcdefghij é", false)]
    [InlineData("ABCDEFGHIJKLMNOPQRSTUVWXYZ-_", true)]
    public void Handle_IsLongEnoughAndPlain(string handle, bool isValid) => Assert.Equal(isValid, SessionHandle.IsValid(handle));

    [Fact]
    public async Task Close_WaitsForWhatIsUnderWay_ButNotForEver()
    {
        SessionHost host = (await _registry.EnterAsync(Address("a", "1"), s_hello)).Host!;
        SessionHost stuck = (await _registry.EnterAsync(Address("a", "2"), s_hello)).Host!;

        Task closing = _registry.CloseAsync(host, "test");
        Task stuckClosing = _registry.CloseAsync(stuck, "test");
        Assert.Empty(_servers[0].Closed);
        host.Leave();
        await closing.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Single(_servers[0].Closed);
        Assert.False(stuckClosing.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(6));
        await stuckClosing.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Single(_servers[1].Closed);
    }

    [Fact]
    public async Task Dispose_ClosesWhatHasNoName_AndLeavesOpenWhatHasOne()
    {
        foreach (SessionNaming kind in Enum.GetValues<SessionNaming>())
        {
            (await _registry.EnterAsync(Address("a", "1") with { Kind = kind }, s_hello)).Host!.Leave();
        }

        await _registry.DisposeAsync();
        Assert.Equal([0, 1, 1], _servers.Select(server => server.Closed.Count));
    }

    [Fact]
    public async Task Hold_KeepsASessionHoweverIdle()
    {
        SessionHost host = (await _registry.EnterAsync(Address("a", "1"), s_hello)).Host!;
        host.Hold();
        host.Leave();
        _time.Advance(TimeSpan.FromHours(9));

        Assert.Equal(1, _registry.Count);
    }

    public async ValueTask DisposeAsync()
    {
        Task ending = _registry.DisposeAsync().AsTask();
        _time.Advance(TimeSpan.FromSeconds(6));
        await ending;
    }

    private static SessionAddress Address(string principal, string name) =>
        new(new Principal(principal, "human", [], [], "default", JsonElement.Parse("{}")), SessionNaming.Connection, name);
}
