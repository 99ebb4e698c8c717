using System.Text;
using System.Text.Json;

namespace PolicyOs.FakeUpstream;

/// <summary>Lines on standard streams.</summary>
internal static class StdioHost
{
    public static void Run(FakeServer server, string mode)
    {
        using Stream output = Console.OpenStandardOutput();
        using var input = new StreamReader(Console.OpenStandardInput(), Encoding.UTF8);
        void Write(byte[] message, bool isAnswer)
        {
            output.Write([.. message, (byte)'\n']);
            output.Flush();
        }

        server.Unasked = message => Write(Encoding.UTF8.GetBytes(message), false);
        if (mode == "garbage")
        {
            Write("Welcome to the server!"u8.ToArray(), false);
        }

        while (input.ReadLine() is { } line)
        {
            if (mode is "silent" or "garbage")
            {
                continue;
            }

            using JsonDocument document = JsonDocument.Parse(line);
            if (mode == "mute" && FakeServer.IsModern(document.RootElement))
            {
                continue;
            }

            server.Take(line, document.RootElement, Write);
        }
    }
}
