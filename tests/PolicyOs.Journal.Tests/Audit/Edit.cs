using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PolicyOs.Journal.Chain;

namespace PolicyOs.Journal.Tests.Audit;

/// <summary>One random edit of an exported journal, and what verification owes to it.</summary>
/// <param name="What">For the message of a failing test.</param>
/// <param name="Bytes">The edited file.</param>
/// <param name="MustShow">Whether it touches what an anchor in the edited file covers.</param>
/// <param name="FirstLine">The line that the first fault must name; null when another may show it first.</param>
/// <param name="Tail">Events after the last anchor; null when the edit may have changed how many that are.</param>
internal sealed record Edit(string What, byte[] Bytes, bool MustShow, long? FirstLine, long? Tail)
{
    public static Edit Random(SampleExport sample, Random random) => random.Next(6) switch
    {
        0 => Flip(sample, random),
        1 => Delete(sample, random),
        2 => Insert(sample, random),
        3 => Swap(sample, random),
        4 => Truncate(sample, random),
        _ => Rehash(sample, random),
    };

    private static Edit Flip(SampleExport sample, Random random)
    {
        byte[] bytes = SampleExport.Bytes(sample.Lines);
        int at = random.Next(bytes.Length);
        int line = bytes.AsSpan(0, at).Count((byte)'\n');
        byte before = bytes[at];
        bytes[at] ^= (byte)(1 << random.Next(8));
        bool exact = line > 0 && line <= sample.LastAnchor && before != '\n';
        return new Edit($"flip {at} in line {line + 1}", bytes, line <= sample.LastAnchor, exact ? line + 1 : null, null);
    }

    private static Edit Delete(SampleExport sample, Random random)
    {
        int line = random.Next(sample.Lines.Count);
        List<string> lines = [.. sample.Lines];
        lines.RemoveAt(line);
        return new Edit($"delete line {line + 1}", SampleExport.Bytes(lines), line < sample.LastAnchor, null, null);
    }

    private static Edit Insert(SampleExport sample, Random random)
    {
        int line = random.Next(1, sample.Lines.Count + 1);
        List<string> lines = [.. sample.Lines];
        bool copy = random.Next(2) == 0;
        lines.Insert(line, copy ? lines[random.Next(lines.Count)] : Forged("session/zoe/" + random.Next(9)));
        return new Edit($"insert {(copy ? "copy" : "forged event")} as line {line + 1}", SampleExport.Bytes(lines), line <= sample.LastAnchor, null, null);
    }

    private static Edit Swap(SampleExport sample, Random random)
    {
        int one = random.Next(sample.Lines.Count - 1);
        int other = random.Next(one + 1, sample.Lines.Count);
        List<string> lines = [.. sample.Lines];
        (lines[one], lines[other]) = (lines[other], lines[one]);
        return new Edit($"swap {one + 1} and {other + 1}", SampleExport.Bytes(lines), one <= sample.LastAnchor, null, null);
    }

    private static Edit Truncate(SampleExport sample, Random random)
    {
        byte[] all = SampleExport.Bytes(sample.Lines);
        int length = random.Next(2) == 0 ? random.Next(all.Length) : all.AsSpan(0, random.Next(all.Length)).LastIndexOf((byte)'\n') + 1;
        byte[] bytes = all[..length];
        int whole = bytes.AsSpan().Count((byte)'\n');
        bool cut = length == 0 || bytes[^1] != '\n';
        int tail = whole - 1 - sample.Lines.Take(whole).ToList().FindLastIndex(line => line.StartsWith("{\"heads\"", StringComparison.Ordinal));
        long? events = whole == 0 ? 0 : sample.Lines.Take(whole).Any(line => line.StartsWith("{\"heads\"", StringComparison.Ordinal)) ? tail : whole - 1;
        return new Edit($"truncate to {length}", bytes, cut, cut ? whole + 1 : null, events);
    }

    private static Edit Rehash(SampleExport sample, Random random)
    {
        int line;
        do
        {
            line = random.Next(1, sample.Lines.Count);
        }
        while (sample.Lines[line].StartsWith("{\"heads\"", StringComparison.Ordinal));
        List<string> lines = [.. sample.Lines];
        string stream = (string)JsonNode.Parse(lines[line])!["subject"]!;
        string? previous = null;
        for (int i = line; i < lines.Count; i++)
        {
            JsonObject e = JsonNode.Parse(lines[i])!.AsObject();
            if ((string?)e["subject"] != stream)
            {
                continue;
            }

            string text = i == line
                ? lines[i].Replace("\"tool\":\"t", "\"tool\":\"x", StringComparison.Ordinal)
                : lines[i].Replace((string)e["prevhash"]!, previous, StringComparison.Ordinal);
            (lines[i], previous) = Hashed(text);
        }

        return new Edit($"rehash {stream} from line {line + 1}", SampleExport.Bytes(lines), line < sample.LastAnchor, null, line < sample.LastAnchor ? null : 20);
    }

    private static string Forged(string stream)
    {
        var writer = new EventWriter();
        writer.Write("policyos/support", Guid.CreateVersion7().ToString(), stream, 1, DateTimeOffset.UnixEpoch, Drafts.Event(), "{}"u8, null);
        return Encoding.UTF8.GetString(writer.Body);
    }

    private static (string Text, string Hash) Hashed(string text)
    {
        const string Marker = ",\"hash\":\"";
        int at = text.LastIndexOf(Marker, StringComparison.Ordinal);
        string rest = text[..at] + text[(at + Marker.Length + 65)..];
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(rest)));
        return (text[..at] + Marker + hash + text[(at + Marker.Length + 64)..], hash);
    }
}
