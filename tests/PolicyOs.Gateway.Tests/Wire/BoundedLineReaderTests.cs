using System.Text;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Tests.Wire;

public sealed class BoundedLineReaderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100_000)]
    public void Read_LinesInPiecesOfAnySize_GivesEachWhole(int piece)
    {
        string[] lines = ["", "a", new string('b', 70_000), "{\"x\":1}", new string('c', 199_999)];
        BoundedLineReader reader = Over(string.Join('\n', lines) + "\n", piece, 200_000);

        foreach (string expected in lines)
        {
            Assert.Equal(LineKind.Whole, reader.Read(out byte[] line));
            Assert.Equal(expected, Encoding.UTF8.GetString(line));
        }

        Assert.Equal(LineKind.End, reader.Read(out _));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(10_000_000)]
    public void Read_LineBeyondTheBound_IsSkippedToItsNewlineAndTheNextIsRead(int piece)
    {
        int length = piece == 1 ? 3_000 : 10 * 1024 * 1024;
        BoundedLineReader reader = Over(new string('x', length) + "\nnext\n", piece, 1024);

        Assert.Equal(LineKind.TooLong, reader.Read(out byte[] beginning));
        Assert.Equal(1024, beginning.Length);
        Assert.Equal(LineKind.Whole, reader.Read(out byte[] line));
        Assert.Equal("next", Encoding.UTF8.GetString(line));
    }

    [Theory]
    [InlineData(1024, true)]
    [InlineData(1025, false)]
    public void Read_LineAtTheBound_IsWholeUpToIt(int length, bool isWhole)
    {
        BoundedLineReader reader = Over(new string('x', length) + "\n", 64, 1024);

        Assert.Equal(isWhole ? LineKind.Whole : LineKind.TooLong, reader.Read(out _));
    }

    [Fact]
    public void Read_StreamThatEndsInALine_DropsWhatWasCutOff()
    {
        BoundedLineReader reader = Over("whole\ncut o", 4, 1024);

        Assert.Equal(LineKind.Whole, reader.Read(out _));
        Assert.Equal(LineKind.End, reader.Read(out byte[] line));
        Assert.Empty(line);
    }

    private static BoundedLineReader Over(string text, int piece, int maxBytes) =>
        new(new PieceStream(Encoding.UTF8.GetBytes(text), piece), maxBytes);

    /// <summary>Gives its bytes in pieces, as a pipe does.</summary>
    private sealed class PieceStream(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, piece));
    }
}
