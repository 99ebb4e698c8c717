using System.Text;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Tests.Wire;

public sealed class MessageSinkTests
{
    [Fact]
    public void Send_FromManyThreads_EveryLineIsWholeAndEachThreadsOrderStays()
    {
        var stream = new MemoryStream();
        var sink = new MessageSink(stream);
        Parallel.For(0, 8, thread =>
        {
            for (int i = 0; i < 500; i++)
            {
                Assert.True(sink.Send(Encoding.UTF8.GetBytes($"{thread} {i} {new string('x', i)}")));
            }
        });

        string[] lines = Encoding.UTF8.GetString(stream.ToArray()).TrimEnd('\n').Split('\n');
        Assert.Equal(4000, lines.Length);
        foreach (IGrouping<string, string[]> thread in lines.Select(line => line.Split(' ')).GroupBy(parts => parts[0]))
        {
            Assert.Equal(Enumerable.Range(0, 500), thread.Select(parts => int.Parse(parts[1])));
            Assert.All(thread, parts => Assert.Equal(int.Parse(parts[1]), parts[2].Length));
        }
    }

    [Fact]
    public void Send_ToAReaderThatIsGone_SaysSo()
    {
        var stream = new MemoryStream();
        stream.Dispose();
        var sink = new MessageSink(stream);

        Assert.False(sink.Send("x"u8));
        Assert.True(sink.IsClosed);
        Assert.False(sink.Send("x"u8));
    }

    [Fact]
    public void Send_WhileTheThreadHoldsItsMessages_WritesThemTogetherAtTheFlush()
    {
        var stream = new MemoryStream();
        var sink = new MessageSink(stream);
        var batch = new SendBatch();
        batch.Hold();

        Assert.True(sink.Send("one"u8));
        Assert.True(sink.Send("two"u8));

        Assert.Equal(0, stream.Length);
        batch.Flush();
        Assert.Equal("one\ntwo\n", Encoding.UTF8.GetString(stream.ToArray()));
        Assert.True(sink.Send("three"u8));
        Assert.Equal("one\ntwo\nthree\n", Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public void Send_FromAnotherThreadWhileOneHolds_TakesWhatIsHeldAlong()
    {
        var stream = new MemoryStream();
        var sink = new MessageSink(stream);
        var batch = new SendBatch();
        batch.Hold();
        Assert.True(sink.Send("one"u8));

        var other = new Thread(() => sink.Send("two"u8));
        other.Start();
        other.Join();

        Assert.Equal("one\ntwo\n", Encoding.UTF8.GetString(stream.ToArray()));
        batch.Flush();
        Assert.Equal("one\ntwo\n", Encoding.UTF8.GetString(stream.ToArray()));
    }
}
