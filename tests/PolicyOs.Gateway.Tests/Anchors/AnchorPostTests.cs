using System.Text;
using PolicyOs.Gateway.Anchors;
using PolicyOs.Journal;
using PolicyOs.Journal.Anchors;

namespace PolicyOs.Gateway.Tests.Anchors;

public sealed class AnchorPostTests
{
    private readonly ManualTime _time = new();
    private readonly ListLog _log = new();

    [Fact]
    public async Task Append_ToAListener_PostsEachAnchorAsItIsInOrder()
    {
        await using AnchorReceiver receiver = AnchorReceiver.Start();
        await using (AnchorPost post = AnchorPost.Open(receiver.Address, _time, _log))
        {
            Append(post, 1, 2, 3);
        }

        Assert.Equal(Posts(1, 2, 3), receiver.Posted);
        Assert.Empty(_log.Lines);
    }

    [Theory]
    [InlineData(503)]
    [InlineData(400)]
    [InlineData(302)]
    public async Task Append_NotTaken_IsTriedAgainBeforeTheNext(int status)
    {
        await using AnchorReceiver receiver = AnchorReceiver.Start(204, status, status);
        await using AnchorPost post = AnchorPost.Open(receiver.Address, _time, _log);
        Append(post, 1, 2, 3);
        while (receiver.Posted.Count < 5)
        {
            _time.Advance(TimeSpan.FromSeconds(2));
            await Task.Yield();
        }

        Assert.Equal(Posts(1, 2, 2, 2, 3), receiver.Posted);
        Assert.Contains($"anchor 2 could not be sent to http://127.0.0.1:{new Uri(receiver.Address).Port}/anchors: it answers {status}; 2 wait, the next try is in 1 s", _log.Lines);
        Assert.Contains(_log.Lines, line => line.EndsWith("the next try is in 2 s", StringComparison.Ordinal));
        Assert.Contains(_log.Lines, line => line.EndsWith("again", StringComparison.Ordinal));
        Assert.DoesNotContain(_log.Lines, line => line.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Append_NobodyListens_ReturnsAtOnce_AndIsSentWhenSomebodyDoes()
    {
        int port = AnchorReceiver.FreePort();
        await using AnchorPost post = AnchorPost.Open($"http://127.0.0.1:{port}/anchors?token=secret", _time, _log);
        Append(post, 1, 2);
        await _log.MoreAsync();
        Assert.Contains("anchor 1 could not be sent", Assert.Single(_log.Lines), StringComparison.Ordinal);

        await using AnchorReceiver receiver = AnchorReceiver.StartAt(port);
        while (receiver.Posted.Count < 2)
        {
            _time.Advance(TimeSpan.FromSeconds(9));
            await Task.Yield();
        }

        Assert.Equal(Posts(1, 2), receiver.Posted);
    }

    [Fact]
    public async Task Append_NoAnswer_IsGivenUpAfterTenSeconds()
    {
        await using AnchorReceiver receiver = AnchorReceiver.Start(0);
        await using AnchorPost post = AnchorPost.Open(receiver.Address, _time, _log);
        Append(post, 1);
        await receiver.CameAsync();
        _time.Advance(TimeSpan.FromSeconds(10));
        await _log.MoreAsync();

        Assert.Contains("it does not answer within 10 s", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest", "link-local")]
    [InlineData("http://[fd00:ec2::254]/", "cloud metadata")]
    public async Task Append_ToARefusedAddress_IsNeverDialled(string address, string kind)
    {
        await using AnchorPost post = AnchorPost.Open(address, _time, _log);
        Append(post, 1);
        await _log.MoreAsync();

        Assert.Contains($"is refused: {kind}", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispose_WithAnchorsThatNobodyTakes_SaysWhichAreLeft()
    {
        await using AnchorReceiver receiver = AnchorReceiver.Start([.. Enumerable.Repeat(500, 100)]);
        await using (AnchorPost post = AnchorPost.Open(receiver.Address, _time, _log))
        {
            Append(post, 1);
            await _log.MoreAsync();
            Append(post, 2);
        }

        Assert.StartsWith("2 anchors from number 1 on were not sent to http://127.0.0.1:", _log.Lines.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Append_MoreThanMayWait_DropsTheOldestAndSaysSo()
    {
        await using AnchorReceiver receiver = AnchorReceiver.Start(0);
        await using AnchorPost post = AnchorPost.Open(receiver.Address, _time, _log);
        Append(post, [.. Enumerable.Range(1, AnchorPost.MaxWaiting + 1)]);

        Assert.Contains("anchor 1 will not be sent", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://example.org/anchors")]
    [InlineData("https://user:password@example.org/")]
    [InlineData("http://")]
    public void Open_NoSuchAddress_IsRefusedWithoutShowingIt(string address)
    {
        string message = Assert.Throws<JournalException>(() => AnchorPost.Open(address, _time, _log)).Message;
        Assert.Contains("http or https", message, StringComparison.Ordinal);
        Assert.DoesNotContain("password@", message, StringComparison.Ordinal);
    }

    private static void Append(AnchorPost post, params int[] numbers)
    {
        foreach (int number in numbers)
        {
            post.Append(new Anchor(number, [], Encoding.UTF8.GetBytes(Body(number))));
        }
    }

    private static string Body(int number) => $$"""{"heads":[],"n":{{number}}}""";

    private static IEnumerable<string> Posts(params int[] numbers) => numbers.Select(n => $"POST /anchors?token=secret application/json {Body(n)}");
}
