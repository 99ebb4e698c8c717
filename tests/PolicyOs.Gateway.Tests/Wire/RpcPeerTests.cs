using System.Text;
using PolicyOs.Gateway.Wire;
using PolicyOs.Json.Strict;

namespace PolicyOs.Gateway.Tests.Wire;

public sealed class RpcPeerTests : IRpcHandler
{
    private readonly MemoryStream _sent = new();
    private readonly List<string> _heard = [];
    private readonly RpcPeer _peer;

    public RpcPeerTests() => _peer = new RpcPeer(new MessageSink(_sent), this, "policyos-");

    [Fact]
    public async Task RequestAsync_AnswerComes_EndsWithItAfterWhatCameBefore()
    {
        RpcId id = _peer.NextId();
        Task<RpcAnswer> answer = _peer.RequestAsync(id, "m", null);
        Receive("""{"jsonrpc":"2.0","method":"before"}""");
        Receive("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":" + """{"x":9007199254740993}""" + "}");

        var result = Assert.IsType<RpcAnswer.Result>(await answer);
        Assert.Equal("""{"x":9007199254740993}""", result.Value.GetRawText());
        Assert.Equal(["before"], _heard);
        Assert.Equal("""{"jsonrpc":"2.0","id":"policyos-1","method":"m"}""" + "\n", Encoding.UTF8.GetString(_sent.ToArray()));
    }

    [Fact]
    public async Task Close_WithRequestsUnderWay_EndsThemAllAndLaterOnesAreNotSent()
    {
        Task<RpcAnswer> answer = _peer.RequestAsync(_peer.NextId(), "m", null);
        _peer.Close("gone");
        _peer.Close("again");

        Assert.Equal("gone", Assert.IsType<RpcAnswer.Lost>(await answer).Reason);
        Assert.IsType<RpcAnswer.NotSent>(await _peer.RequestAsync(_peer.NextId(), "m", null));
        Assert.Equal(["closed gone"], _heard);
    }

    [Fact]
    public async Task Receive_AnswerThatCannotBeRead_EndsItsRequest()
    {
        RpcId id = _peer.NextId();
        Task<RpcAnswer> answer = _peer.RequestAsync(id, "m", null);
        Receive("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":" + """{"a":1,"a":2}""" + "}");

        Assert.IsType<RpcAnswer.Unreadable>(await answer);
        Assert.Empty(_heard);
    }

    [Fact]
    public void Receive_RequestThatCannotBeRead_IsNotTakenForAnAnswer()
    {
        Task<RpcAnswer> answer = _peer.RequestAsync(_peer.NextId(), "m", null);
        Receive("""{"jsonrpc":"2.0","id":1,"method":"x","params":{"a":1,"a":2}}""");

        Assert.False(answer.IsCompleted);
        Assert.Equal(["refused 1"], _heard);
    }

    void IRpcHandler.OnRequest(RpcMessage.Request request) => _heard.Add(request.Method);

    void IRpcHandler.OnNotification(RpcMessage.Notification notification) => _heard.Add(notification.Method);

    void IRpcHandler.OnRefused(RpcMessage.Refused refused) => _heard.Add("refused " + refused.Id);

    void IRpcHandler.OnClosed(string reason) => _heard.Add("closed " + reason);

    private void Receive(string line) => _peer.Receive(MessageParser.Parse(Encoding.UTF8.GetBytes(line), StrictOptions.Message));
}
