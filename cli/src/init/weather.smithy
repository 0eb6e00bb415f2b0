$version: "2.0"

namespace example.weather

use aws.protocols#restJson1
use smithy.framework#ValidationException

/// Weather of cities, now and in the next days.
@restJson1
@title("Weather")
service Weather {
    version: "2026-01-01"
    resources: [City]
    errors: [ValidationException]
}

resource City {
    identifiers: { cityId: CityId }
    read: GetCity
    list: ListCities
}

/// Gets a city with its current weather.
@readonly
@http(method: "GET", uri: "/cities/{cityId}")
operation GetCity {
    input := {
        /// The city.
        @required
        @httpLabel
        cityId: CityId
    }

    output := {
        /// The name of the city.
        @required
        name: String

        /// The temperature in degrees Celsius.
        temperature: Float

        sky: Sky
    }

    errors: [NoSuchCity]
}

/// Lists the known cities.
@readonly
@paginated(inputToken: "nextToken", outputToken: "nextToken", pageSize: "pageSize", items: "cities")
@http(method: "GET", uri: "/cities")
operation ListCities {
    input := {
        /// The position after the last page.
        @httpQuery("nextToken")
        nextToken: String

        /// The most cities of a page.
        @httpQuery("pageSize")
        pageSize: Integer
    }

    output := {
        /// The position after this page, unless it is the last.
        nextToken: String

        /// The cities.
        @required
        cities: CityIds
    }
}

/// There is no such city.
@error("client")
@httpError(404)
structure NoSuchCity {
    message: String
}

/// The id of a city.
@pattern("^[a-z-]+$")
string CityId

list CityIds {
    member: CityId
}

/// The state of the sky.
enum Sky {
    CLEAR
    CLOUDY
    RAIN
    SNOW
}
