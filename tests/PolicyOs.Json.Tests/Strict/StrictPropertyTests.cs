using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using FsCheck;
using FsCheck.Fluent;
using PolicyOs.Json.Strict;
using PolicyOs.Testing;

namespace PolicyOs.Json.Tests.Strict;

public sealed class StrictPropertyTests
{
    private static readonly JsonDocumentOptions Strictly = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    [Fact]
    public void Check_AnyDocument_AgreesWithJsonDocument() =>
        ForSeeds(2000, random => Agree(random.Document()));

    [Fact]
    public void Check_MutatedDocument_AgreesWithJsonDocument() =>
        ForSeeds(5000, random => Agree(random.Mutated(random.Document())));

    [Fact]
    public void Check_LargeInput_NeverThrows() =>
        ForSeeds(6, random =>
        {
            byte[] fine = random.Document(1 << 20);
            return Agree(random.Mutated(fine)) && Agree(random.Bytes(1 << 20)) && Agree(fine);
        });

    [Theory]
    [InlineData("[")]
    [InlineData("{\"\":")]
    [InlineData("\"")]
    [InlineData("\\")]
    [InlineData("\"\\u")]
    [InlineData("1")]
    [InlineData(" ")]
    [InlineData("{\"a\":0},")]
    public void Check_OneMebibyteOfOnePiece_NeverThrows(string piece)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(piece, (1 << 20) / piece.Length)));
        Assert.True(Agree(bytes));
        Assert.True(Agree([.. "["u8, .. bytes, .. "]"u8]));
        StrictReader.TryReadId(bytes, out _);
        StrictReader.TryReadId([.. "{\"a\":"u8, .. bytes], out _);
    }

    [Fact]
    public void TryReadId_AnyBytes_NeverThrowsAndFindsWhatJsonDocumentFinds() =>
        ForSeeds(3000, random =>
        {
            byte[] document = [.. "{\"x\":"u8, .. random.Document(), .. ",\"id\":\"q\"}"u8];
            StrictReader.TryReadId(random.Mutated(document), out _);
            StrictReader.TryReadId(random.Bytes(100), out _);
            return StrictReader.TryReadId(document, out ReadOnlySpan<byte> id) && id.SequenceEqual("\"q\""u8);
        });

    [Theory]
    [InlineData("{i}")]
    [InlineData("same-head-{i}-same-tail")]
    [InlineData("\\u0061{i}")]
    public void Check_ManyProperties_TakesAboutLinearTime(string pattern)
    {
        byte[] document = ManyProperties(pattern, 200_000);
        long start = Stopwatch.GetTimestamp();
        Assert.Null(StrictReader.Check(document, StrictOptions.Document with { MaxBytes = document.Length }));

        // Some tens of milliseconds on an idle machine; comparing each name with each would take more than twenty seconds.
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Check_FineMessage_AllocatesNothing()
    {
        byte[] message = """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"x","arguments":{"\u0061":"é","b":[1,2,{"c":null}]}}}"""u8.ToArray();
        Assert.Null(StrictReader.Check(message, StrictOptions.Message));
        long before = GC.GetAllocatedBytesForCurrentThread();
        StrictError? error = StrictReader.Check(message, StrictOptions.Message);
        Assert.Equal((0L, null), (GC.GetAllocatedBytesForCurrentThread() - before, error));
    }

    private static byte[] ManyProperties(string pattern, int count)
    {
        var text = new StringBuilder("{");
        for (int i = 0; i < count; i++)
        {
            text.Append(i == 0 ? "\"" : ",\"").Append(pattern.Replace("{i}", $"{i:d6}", StringComparison.Ordinal)).Append("\":0");
        }

        return Encoding.UTF8.GetBytes(text.Append('}').ToString());
    }

    /// <summary>Fine here means fine there and fine text; refused here for another reason than text means refused there.</summary>
    private static bool Agree(byte[] bytes)
    {
        StrictError? error = StrictReader.Check(bytes, StrictOptions.Document);
        bool parses;
        try
        {
            using JsonDocument parsed = JsonDocument.Parse(bytes, Strictly);
            parses = true;
        }
        catch (JsonException)
        {
            parses = false;
        }
        catch (InvalidOperationException)
        {
            parses = false; // names that are no text fail so
        }

        return error switch
        {
            null => parses && Utf8.IsValid(bytes),
            { Kind: StrictErrorKind.NotUtf8 } => !Utf8.IsValid(bytes),
            { Kind: StrictErrorKind.LoneSurrogate } => error.Offset >= 0 && bytes[error.Offset.Value] == '\\',
            _ => !parses,
        };
    }

    private static void ForSeeds(int count, Func<RandomJson, bool> holds) =>
        Check.One(Seeded.Times(count), Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => holds(new RandomJson(seed))));
}
