using PolicyOs.Gateway.Upstream.Http;

namespace PolicyOs.Gateway.Tests.Upstream.Http;

public sealed class HttpDialsTests
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(1);

    private readonly HttpDials _dials = new();

    [Fact]
    public void Take_ForOneAddressAndCredential_IsShared_AndForAnotherIsNot()
    {
        HttpClient client = _dials.Take(Target("http://a/mcp", "one"), s_timeout);

        Assert.Same(client, _dials.Take(Target("http://a/mcp", "one"), s_timeout));
        Assert.NotSame(client, _dials.Take(Target("http://a/mcp", "two"), s_timeout));
        Assert.NotSame(client, _dials.Take(Target("http://b/mcp", "one"), s_timeout));
    }

    [Fact]
    public async Task Leave_OfTheLast_ClosesIt_AndOfAnotherDoesNot()
    {
        HttpTarget target = Target("http://127.0.0.1:1/mcp", "one");
        HttpClient client = _dials.Take(target, s_timeout);
        _dials.Take(target, s_timeout);

        _dials.Leave(target, s_timeout);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(target.Url, TestContext.Current.CancellationToken));
        _dials.Leave(target, s_timeout);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.GetAsync(target.Url, TestContext.Current.CancellationToken));
        Assert.NotSame(client, _dials.Take(target, s_timeout));
    }

    private static HttpTarget Target(string url, string credential) => new(new Uri(url), [new("Authorization", credential)]);
}
