using PolicyOs.Gateway.Sessions;

namespace PolicyOs.Gateway.Tests.Sessions;

public sealed class TurnTests
{
    [Fact]
    public async Task Begin_FromManyThreads_OneAtATime()
    {
        var turn = new Turn();
        int inside = 0;
        int most = 0;
        int done = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
        {
            for (int i = 0; i < 5000; i++)
            {
                await turn.BeginAsync();
                most = Math.Max(most, ++inside);
                if (i % 100 == 0)
                {
                    // A turn that waits for the disk ends on another thread.
                    await Task.Yield();
                }

                done++;
                inside--;
                turn.End();
            }
        })));

        Assert.Equal(1, most);
        Assert.Equal(40_000, done);
    }

    [Fact]
    public async Task End_WhenOthersWait_TheyComeInTheOrderOfArrival()
    {
        var turn = new Turn();
        await turn.BeginAsync();
        var order = new List<int>();
        Task[] waiting = [.. Enumerable.Range(0, 1000).Select(i => WaitAsync(i))];

        turn.End();
        await Task.WhenAll(waiting);

        Assert.Equal(Enumerable.Range(0, 1000), order);
        return;

        async Task WaitAsync(int number)
        {
            await turn.BeginAsync();
            order.Add(number);
            turn.End();
        }
    }

    [Fact]
    public async Task End_WithAHundredThousandWaiting_NeedsNoDeeperStack()
    {
        var turn = new Turn();
        await turn.BeginAsync();
        int done = 0;
        Task[] waiting = [.. Enumerable.Range(0, 100_000).Select(_ => WaitAsync())];

        turn.End();
        await Task.WhenAll(waiting);

        Assert.Equal(100_000, done);
        return;

        async Task WaitAsync()
        {
            await turn.BeginAsync();
            done++;
            turn.End();
        }
    }
}
