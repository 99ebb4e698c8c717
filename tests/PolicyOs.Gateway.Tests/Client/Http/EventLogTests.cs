using System.Text;
using PolicyOs.Gateway.Client.Http;

namespace PolicyOs.Gateway.Tests.Client.Http;

public sealed class EventLogTests
{
    private readonly Backlog _backlog = new(perStream: 1000, total: 2000);

    [Fact]
    public async Task Read_WhatWasSent_ComesInOrderAndOnce()
    {
        var log = new EventLog("1", _backlog, new ReplayWindow());
        int reader = log.Attach(null);
        log.Send("a"u8);
        log.Send("b"u8);
        log.Finish("c"u8.ToArray(), 200);

        Assert.Equal(["a", "b", "c"], await ReadAsync(log, reader));
        Assert.Null(await log.NextAsync(reader, TimeSpan.Zero, TimeProvider.System, default));
        Assert.Equal(0, _backlog.Waiting);
        Assert.False(log.Send("late"u8));
    }

    [Fact]
    public async Task Detach_WhatComesThen_IsKeptForWhoComesBack()
    {
        var log = new EventLog("1", _backlog, new ReplayWindow());
        log.Detach(log.Attach(null));
        log.Send("a"u8);
        log.Finish("b"u8.ToArray(), 200);

        Assert.Equal(["a", "b"], await ReadAsync(log, log.Attach(0)));
        Assert.Equal(["b"], await ReadAsync(log, log.Attach(1)));
    }

    [Fact]
    public void Detach_OfAStreamThatEndsWithItsConnection_EndsIt()
    {
        var log = new EventLog("m", _backlog, replay: null);
        int reader = log.Attach(null);
        log.Send("a"u8);
        log.Detach(reader);

        Assert.False(log.Send("b"u8));
        Assert.Equal(0, _backlog.Waiting);
    }

    [Fact]
    public async Task Attach_Again_EndsTheReaderBefore()
    {
        var log = new EventLog("1", _backlog, new ReplayWindow());
        int first = log.Attach(null);
        Task<StreamEvent[]?> waiting = log.NextAsync(first, TimeSpan.FromMinutes(1), TimeProvider.System, default);
        int second = log.Attach(null);
        log.Send("a"u8);

        Assert.Null(await waiting);
        Assert.Equal(["a"], await ReadAsync(log, second));
    }

    [Fact]
    public async Task Suspend_WhatWasSentComesFirst_ThenThePause_AndTheRestIsForWhoComesBack()
    {
        var log = new EventLog("1", _backlog, new ReplayWindow());
        int reader = log.Attach(null);
        log.Send("a"u8);
        log.Suspend(TimeSpan.FromMilliseconds(500));

        Assert.Equal(["a"], await ReadAsync(log, reader));
        StreamEvent pause = Assert.Single((await log.NextAsync(reader, TimeSpan.FromSeconds(30), TimeProvider.System, default))!);
        Assert.Equal((1L, TimeSpan.FromMilliseconds(500)), (pause.Number, pause.Pause));
        log.Detach(reader);
        log.Finish("b"u8.ToArray(), 200);

        Assert.Equal(["b"], await ReadAsync(log, log.Attach(1)));
    }

    [Fact]
    public async Task Suspend_OfAStreamWhoseReaderIsGone_DoesNotSendTheNextOneAway()
    {
        var log = new EventLog("1", _backlog, new ReplayWindow());
        log.Detach(log.Attach(null));
        log.Suspend(TimeSpan.FromMilliseconds(500));
        int back = log.Attach(null);
        log.Send("a"u8);

        Assert.Equal(["a"], await ReadAsync(log, back));
        Assert.Empty((await log.NextAsync(back, TimeSpan.Zero, TimeProvider.System, default))!);
    }

    [Fact]
    public async Task Suspend_OfAStreamThatEndsWithItsConnection_MeansNothing()
    {
        var log = new EventLog("m", _backlog, replay: null);
        int reader = log.Attach(null);
        log.Suspend(TimeSpan.FromMilliseconds(500));

        Assert.Empty((await log.NextAsync(reader, TimeSpan.Zero, TimeProvider.System, default))!);
    }

    [Fact]
    public void Send_ToAReaderThatDoesNotRead_EndsInTheStreamsEnd()
    {
        var log = new EventLog("1", _backlog, new ReplayWindow());
        log.Attach(null);
        int sent = 0;
        while (sent < 1000 && log.Send(new byte[100]))
        {
            sent++;
        }

        Assert.InRange(sent, 5, 20);
        Assert.True(log.IsClosed);
        Assert.Equal(0, _backlog.Waiting);
    }

    [Fact]
    public void Send_OneMessageLargerThanTheBound_Waits()
    {
        var log = new EventLog("1", _backlog, new ReplayWindow());
        log.Attach(null);

        Assert.True(log.Send(new byte[1500]));
    }

    [Fact]
    public void Send_ToManySlowReaders_HoldsNoMoreThanTheBoundOfAll()
    {
        EventLog[] logs = [.. Enumerable.Range(0, 100).Select(i => new EventLog($"{i}", _backlog, new ReplayWindow()))];
        foreach (EventLog log in logs)
        {
            log.Attach(null);
            for (int i = 0; i < 5; i++)
            {
                log.Send(new byte[40]);
            }
        }

        Assert.InRange(_backlog.Waiting, 1, 2200);
        Assert.Contains(logs, log => log.IsClosed);
    }

    [Fact]
    public async Task Replay_BeyondItsBound_ForgetsTheOldest()
    {
        var log = new EventLog("1", _backlog, new ReplayWindow(maxUnread: 500));
        for (int i = 0; i < 50; i++)
        {
            log.Send(Encoding.UTF8.GetBytes($"{i:00}"));
        }

        string[] kept = await ReadAsync(log, log.Attach(0));
        Assert.Equal("49", kept[^1]);
        Assert.InRange(kept.Length, 2, 10);
    }

    [Fact]
    public async Task Replay_OfWhatWasRead_TakesNoRoomFromWhatNobodyRead()
    {
        var window = new ReplayWindow(maxUnread: 500, maxRead: 200);
        var unread = new EventLog("1", _backlog, window);
        unread.Detach(unread.Attach(null));
        unread.Finish("a"u8.ToArray(), 200);
        var read = new EventLog("2", _backlog, window);
        int reader = read.Attach(null);
        for (int i = 0; i < 20; i++)
        {
            read.Send(Encoding.UTF8.GetBytes($"{i:00}"));
            await ReadAsync(read, reader);
        }

        read.Detach(reader);
        Assert.Equal(["17", "18", "19"], await ReadAsync(read, read.Attach(0)));
        Assert.Equal(["a"], await ReadAsync(unread, unread.Attach(0)));
    }

    [Fact]
    public async Task Replay_OfAnAnswerThatCameBeforeItsConnectionRead_CountsAsRead()
    {
        var window = new ReplayWindow(maxUnread: 10_000, maxRead: 200);
        int kept = 20;
        for (int i = 0; i < 20; i++)
        {
            var log = new EventLog($"{i}", _backlog, window, isAnswer: true) { Emptied = () => kept-- };
            log.Finish("a"u8.ToArray(), 200);
            int reader = log.Attach(null);
            await ReadAsync(log, reader);
            log.Detach(reader);
        }

        Assert.Equal(3, kept);
    }

    [Fact]
    public void Replay_OfAFinishedStream_LeavesNothingBehind()
    {
        var window = new ReplayWindow(maxUnread: 200);
        var old = new EventLog("1", _backlog, window);
        bool isEmptied = false;
        old.Emptied = () => isEmptied = true;
        old.Finish("a"u8.ToArray(), 200);
        var next = new EventLog("2", _backlog, window);
        for (int i = 0; i < 10; i++)
        {
            next.Send("b"u8);
        }

        Assert.True(isEmptied);
    }

    private static async Task<string[]> ReadAsync(EventLog log, int reader) =>
        [.. (await log.NextAsync(reader, TimeSpan.FromSeconds(30), TimeProvider.System, default))!.Select(e => Encoding.UTF8.GetString(e.Message!))];
}
