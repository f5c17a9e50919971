import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import java.util.List;

/** A stand-in that speaks MongoDB's wire protocol: java Main.java PORT FILE. */
public class Main {
    /** Drivers of today refuse the wire version it reports by itself. */
    private record Reported() implements MongoVersion {
        public List<Integer> getVersionArray() {
            return List.of(5, 0, 0);
        }

        public int getWireVersion() {
            return 13;
        }
    }

    public static void main(String[] given) {
        var backend = new H2Backend(given[1]);
        backend.version(new Reported());
        var server = new MongoServer(backend);
        server.bind("127.0.0.1", Integer.parseInt(given[0]));
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdownNow));
    }
}
