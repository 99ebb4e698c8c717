using System.Diagnostics;
using System.Globalization;
using System.Text;
using PolicyOs.Json.Canonical;

namespace PolicyOs.Json.Tests.Canonical;

/// <summary>100,000 numbers: doubles of every size as their exact or shortest decimal, and decimals that no double is.</summary>
public sealed class HundredThousandNumbersTests
{
    private readonly string[] _numbers;
    private readonly string[] _written;

    public HundredThousandNumbersTests()
    {
        var random = new Random(8785);
        _numbers = [.. Enumerable.Range(0, 100_000).Select(i => Number(random, i % 5))];
        string all = CanonicalText.Of("[" + string.Join(',', _numbers) + "]", CanonicalForm.Rfc8785);
        _written = all[1..^1].Split(',');
    }

    [Fact]
    public void Write_Number_ComesBackAsTheSameDouble()
    {
        Assert.Equal(_numbers.Length, _written.Length);
        for (int i = 0; i < _numbers.Length; i++)
        {
            double before = double.Parse(_numbers[i], CultureInfo.InvariantCulture);
            double after = double.Parse(_written[i], CultureInfo.InvariantCulture);
            Assert.True(before == after, $"{_numbers[i]} became {_written[i]}");
        }
    }

    [Fact]
    public void Write_Number_IsWhatJavaScriptWrites()
    {
        string file = System.IO.Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "[" + string.Join(',', _numbers) + "]");
            using Process? node = Start("console.log(JSON.stringify(JSON.parse(require('fs').readFileSync(process.argv[1],'utf8'))))", file);
            Assert.SkipWhen(node is null, "node is not installed");
            string[] theirs = node.StandardOutput.ReadToEnd().Trim()[1..^1].Split(',');
            Assert.Equal(theirs, _written);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static Process? Start(string script, string argument)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("node", ["-e", script, argument]) { UseShellExecute = false, RedirectStandardOutput = true, StandardOutputEncoding = Encoding.UTF8 });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static string Number(Random random, int kind)
    {
        double any = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
        any = double.IsFinite(any) ? any : 0.1;
        return kind switch
        {
            0 => any.ToString("R", CultureInfo.InvariantCulture),
            1 => any.ToString("E" + random.Next(14, 40), CultureInfo.InvariantCulture),
            2 => (random.NextDouble() * Math.Pow(10, random.Next(-8, 24))).ToString("R", CultureInfo.InvariantCulture),
            3 => string.Create(CultureInfo.InvariantCulture, $"{random.NextInt64()}.{random.NextInt64()}e{random.Next(-330, 289)}"),
            _ => random.NextInt64(long.MinValue, long.MaxValue).ToString(CultureInfo.InvariantCulture),
        };
    }
}
